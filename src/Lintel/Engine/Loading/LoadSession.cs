using System.Globalization;
using Lintel.Access;
using Lintel.Binding;
using Lintel.Engine.Auditing;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Engine.Loading;

/// <summary>What is wrong with a row of a batch.</summary>
/// <param name="Row">The index of the row; -1: one of the batch, not known which.</param>
/// <param name="Detail">What is wrong.</param>
internal readonly record struct RowProblem(int Row, string Detail);

/// <summary>One transaction that takes many rows. Disposing without a commit leaves nothing.</summary>
internal sealed class LoadSession(LintelEngine engine, IStoreSession session) : IAsyncDisposable
{
    /// <summary>Looks whether a header of these columns would make something wrong with every row: columns that no row has or takes, and required ones that are not there.</summary>
    /// <exception cref="RowFileException">It would.</exception>
    public void CheckHeader(Resource resource, IReadOnlyList<string> columns, bool isTrusted, CallerView? view = null)
    {
        var empty = InputValue.Object([.. columns.Select(name => new InputMember(name, InputValue.Untyped("")))]);
        var (_, problem) = engine.Draft(new CreateOperation { Resource = resource.Name, Rows = [empty], Trusted = isTrusted }, view ?? CallerView.Everything, engine.Now());
        foreach (var error in problem?.Errors ?? [])
        {
            if (error.Code == ErrorCatalogue.UnknownMember.Code) throw new RowFileException(1, error.Detail, ErrorCatalogue.UnknownMember);
            if (error.Code == ErrorCatalogue.NotWritable.Code) throw new RowFileException(1, error.Detail, ErrorCatalogue.NotWritable);
            if (error.Code == ErrorCatalogue.Required.Code && !columns.Contains(error.Pointer?.Split('/')[^1]))
                throw new RowFileException(1, $"{error.Detail.TrimEnd('.')}, but there is no such column.", ErrorCatalogue.Required);
        }
    }

    /// <summary>Where is told what is taken in; null: nothing of it is recorded.</summary>
    public AuditTrail? Trail { get; init; }

    /// <summary>Whether no resource has a row, as this transaction sees it.</summary>
    public async ValueTask<bool> IsEmptyAsync(CancellationToken cancellation)
    {
        foreach (var resource in engine.Model.Resources)
        {
            var names = resource.Key.Select(field => new SelectedName(field.Name, "")).ToArray();
            var any = new ReadOperation { Resource = resource.Name, Caller = Caller.Operator, Selection = new Selection { Names = names, Page = new PageRequest { Limit = 1 } } };
            var (bound, plan, problem) = engine.Prepare(any);
            if (problem is not null) return false;
            using var found = await session.ReadAsync(plan!, bound!, cancellation).ConfigureAwait(false);
            if (found.Rows.Count > 0) return false;
        }
        return true;
    }

    /// <summary>Takes rows in, of whoever may write them: by default of the owner of the service.</summary>
    public RowImport Import(Resource resource, bool isTrusted, int mostErrors, CallerView? view = null) =>
        new(engine, session, Trail, resource, isTrusted, mostErrors, view ?? CallerView.Everything);

    /// <summary>Adds pairs; each gives the key of the source, then that of the target.</summary>
    public async ValueTask<IReadOnlyList<RowProblem>> LinkAsync(
        Resource resource, Relation relation, IReadOnlyList<InputValue> rows, CancellationToken cancellation)
    {
        var pairs = new List<(IReadOnlyList<string>, IReadOnlyList<string>)>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var cells = rows[i].Members.Select(member => member.Value.Text).ToArray();
            if (cells.Length != resource.Key.Count + relation.Target.Key.Count)
                return [new RowProblem(i, $"A row names the key of a {resource.Name}, then that of a {relation.Target.Name}.")];
            pairs.Add((cells[..resource.Key.Count], cells[resource.Key.Count..]));
        }
        var (link, problem) = engine.Prepare(new LinkOperation { Resource = resource.Name, Relation = relation.Name, Pairs = pairs });
        if (problem is not null) return Locate(problem);
        var result = await session.WriteAsync(engine.Plan(link!), link!, cancellation).ConfigureAwait(false);
        return WriteProblems.Of(result, resource) is { } refused ? [new RowProblem(result.Violation?.Row ?? -1, refused.Detail)] : [];
    }

    /// <summary>Fills what is stored of the aggregates now that all rows are there, and asks the rules that several rows decide.</summary>
    /// <returns>What is wrong; null: nothing.</returns>
    public async ValueTask<string?> FinishAsync(Resource resource, CancellationToken cancellation)
    {
        if (await engine.FillStoredAsync(session, resource, cancellation).ConfigureAwait(false) is { } refused) return refused.Detail;
        return await engine.FindBrokenAsync(session, resource, cancellation).ConfigureAwait(false) is { } broken
            ? $"The {broken.Resource.Name} {string.Join(',', broken.Key)} breaks the rule '{broken.Rule.Name}'.{(broken.Rule.Message is { } message ? " " + message : "")}"
            : null;
    }

    /// <summary>How many statements ran so far.</summary>
    public int Statements => session.Statements;

    /// <summary>Makes all rows durable.</summary>
    public async ValueTask CommitAsync(CancellationToken cancellation)
    {
        Trail?.TellLoaded();
        if (Trail is not null) await Trail.SealAsync(session, cancellation).ConfigureAwait(false);
        await session.CommitAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    private static IReadOnlyList<RowProblem> Locate(Problem problem)
    {
        if (problem.Errors.Count == 0) return [new RowProblem(-1, problem.Detail)];
        return [.. problem.Errors.Select(Locate).OrderBy(found => found.Row)];
    }

    private static RowProblem Locate(ProblemError error)
    {
        // The pointer of a row in a batch begins with its index.
        var parts = error.Pointer?.Split('/') ?? [];
        if (parts.Length < 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var row)) return new RowProblem(-1, error.Detail);
        return new RowProblem(row, parts.Length > 3 ? $"{string.Join('/', parts[2..])}: {error.Detail}" : error.Detail);
    }
}
