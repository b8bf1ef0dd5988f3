using System.Globalization;
using Lintel.Binding;
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
    /// <summary>What a header of these columns would make wrong with every row: columns that no row has or takes, and required ones that are not there.</summary>
    public IEnumerable<string> CheckHeader(Resource resource, IReadOnlyList<string> columns)
    {
        var empty = InputValue.Object([.. columns.Select(name => new InputMember(name, InputValue.Untyped("")))]);
        var (_, problem) = engine.Prepare(new CreateOperation { Resource = resource.Name, Rows = [empty], Trusted = true });
        foreach (var error in problem?.Errors ?? [])
        {
            if (error.Code == ErrorCatalogue.UnknownMember.Code || error.Code == ErrorCatalogue.NotWritable.Code) yield return error.Detail;
            else if (error.Code == ErrorCatalogue.Required.Code && !columns.Contains(error.Pointer?.Split('/')[^1])) yield return $"{error.Detail.TrimEnd('.')}, but there is no such column.";
        }
    }

    /// <summary>Whether no resource has a row, as this transaction sees it.</summary>
    public async ValueTask<bool> IsEmptyAsync(CancellationToken cancellation)
    {
        foreach (var resource in engine.Model.Resources)
        {
            var names = resource.Key.Select(field => new SelectedName(field.Name, "")).ToArray();
            var any = new ReadOperation { Resource = resource.Name, Selection = new Selection { Names = names, Page = new PageRequest { Limit = 1 } } };
            var (bound, plan, problem) = engine.Explain(any);
            if (problem is not null) return false;
            using var found = await session.ReadAsync(plan!, (BoundRead)bound!, cancellation).ConfigureAwait(false);
            if (found.Rows.Count > 0) return false;
        }
        return true;
    }

    /// <summary>Adds rows; on failure what is wrong with which.</summary>
    public async ValueTask<IReadOnlyList<RowProblem>> AddAsync(Resource resource, IReadOnlyList<InputValue> rows, CancellationToken cancellation)
    {
        var (insert, problem) = engine.Prepare(new CreateOperation { Resource = resource.Name, Rows = rows, Trusted = true });
        if (problem is not null) return Locate(problem);
        var result = await session.WriteAsync(engine.Plan(insert!), insert!, cancellation).ConfigureAwait(false);
        return Locate(result, resource, rows);
    }

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

    /// <summary>Makes all rows durable.</summary>
    public ValueTask CommitAsync(CancellationToken cancellation) => session.CommitAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    private static IReadOnlyList<RowProblem> Locate(WriteResult result, Resource resource, IReadOnlyList<InputValue> rows)
    {
        if (WriteProblems.Of(result, resource) is not { } problem) return [];
        if (result.Violation is not { } violation) return [new RowProblem(-1, problem.Detail)];
        if (violation.Resource == resource && violation.Relation is null) return [new RowProblem(violation.Row, problem.Detail)];
        // The index is that of a child or a link: its row is the one whose list it falls into.
        var list = violation.Relation?.KeysName ?? resource.Relations.FirstOrDefault(relation => relation.Kind == RelationKind.Children && relation.Target == violation.Resource)?.Name;
        var left = violation.Row;
        for (var row = 0; row < rows.Count && list is not null && left >= 0; row++)
        {
            left -= rows[row].Members.FirstOrDefault(member => member.Name == list).Value?.Items.Count ?? 0;
            if (left < 0) return [new RowProblem(row, problem.Detail)];
        }
        return [new RowProblem(-1, problem.Detail)];
    }

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
