using System.Globalization;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Engine.Loading;

/// <summary>One transaction that takes many rows. Disposing without a commit leaves nothing.</summary>
internal sealed class LoadSession(LintelEngine engine, IStoreSession session) : IAsyncDisposable
{
    /// <summary>Adds rows; on failure the index of the row and what is wrong with it.</summary>
    public async ValueTask<(int Row, string Detail)?> AddAsync(Resource resource, IReadOnlyList<InputValue> rows, CancellationToken cancellation)
    {
        var operation = new CreateOperation { Resource = resource.Name, Rows = rows, Trusted = true };
        var (insert, problem) = engine.Prepare(operation);
        if (problem is not null) return Locate(problem);
        return Locate(await session.WriteAsync(engine.Plan(insert!), insert!, cancellation).ConfigureAwait(false), resource);
    }

    /// <summary>Adds pairs; each row gives the keys of both sides: <c>playlistId,trackId</c>.</summary>
    public async ValueTask<(int Row, string Detail)?> LinkAsync(
        Resource resource, Relation relation, IReadOnlyList<InputValue> rows, CancellationToken cancellation)
    {
        var pairs = new List<(IReadOnlyList<string>, IReadOnlyList<string>)>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            // The columns of the file are the key of the source, then that of the target, each in its order.
            var cells = rows[i].Members.Select(member => member.Value.Text).ToArray();
            if (cells.Length != resource.Key.Count + relation.Target.Key.Count) return (i, $"A row names the key of a {resource.Name}, then that of a {relation.Target.Name}.");
            pairs.Add((cells[..resource.Key.Count], cells[resource.Key.Count..]));
        }
        var (link, problem) = engine.Prepare(new LinkOperation { Resource = resource.Name, Relation = relation.Name, Pairs = pairs });
        if (problem is not null) return Locate(problem);
        return Locate(await session.WriteAsync(engine.Plan(link!), link!, cancellation).ConfigureAwait(false), resource);
    }

    /// <summary>Makes all rows durable.</summary>
    public ValueTask CommitAsync(CancellationToken cancellation) => session.CommitAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    private static (int Row, string Detail)? Locate(WriteResult result, Resource resource) => WriteProblems.Of(result, resource) is { } problem
        ? (Math.Max(result.Violation?.Row ?? 0, 0), problem.Detail)
        : null;

    private static (int Row, string Detail) Locate(Problem problem)
    {
        // The pointer of a row in a batch begins with its index.
        var error = problem.Errors.Count > 0 ? problem.Errors[0] : null;
        var parts = error?.Pointer?.Split('/') ?? [];
        return parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? (row, error!.Detail) : (0, problem.Detail);
    }
}
