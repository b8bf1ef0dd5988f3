using System.Text.Json;
using Lintel.Engine;
using Lintel.Errors;
using Lintel.Model;

namespace Lintel.Http.Rest.Walking;

/// <summary>Asks everything that a service lets one read, with values that its rows have: what fails here would fail for callers.</summary>
/// <param name="engine">The engine, whose store is prepared.</param>
public sealed class ReadWalk(LintelEngine engine)
{
    private const string NotFoundAgain = "not-found-again";

    private int _requests;

    /// <summary>How many reads were asked for so far.</summary>
    public int Requests => _requests;

    /// <summary>The resources that are walked; owned children are walked with their parents.</summary>
    public IReadOnlyList<Resource> Resources => [.. engine.Model.Resources.Where(resource => resource.Owner is null && resource.Allowed.HasFlag(Allowed.Read))];

    /// <summary>Walks one resource. Gives what did not work, in the order in which it was asked for.</summary>
    public async Task<IReadOnlyList<WalkFinding>> WalkAsync(Resource resource, CancellationToken cancellation)
    {
        var found = new List<WalkFinding>();
        var path = $"/{engine.Model.Version}/{resource.Path}";
        using var list = await AskAsync(resource, $"{path}?limit={SampleRows.Most}&count=exact", found, cancellation).ConfigureAwait(false);
        var rows = new SampleRows(resource, list);
        foreach (var request in RowRequests(resource, path, rows)) (await AskAsync(resource, request, found, cancellation).ConfigureAwait(false))?.Dispose();
        foreach (var (request, finds) in ListRequests(resource, path, rows))
        {
            using var answer = await AskAsync(resource, request, found, cancellation).ConfigureAwait(false);
            if (finds && answer is not null && answer.RootElement.GetProperty("data").GetArrayLength() == 0)
                found.Add(new WalkFinding(resource.Name, "GET " + request, NotFoundAgain, "A row has this value, and is not found by it."));
        }
        foreach (var request in Totals(resource)) (await AskAsync(resource, request, found, cancellation).ConfigureAwait(false))?.Dispose();
        return found;
    }

    // One row, what it leads to, and all that belongs to it.
    private static IEnumerable<string> RowRequests(Resource resource, string path, SampleRows rows)
    {
        if (rows.Key is not { } key) yield break;
        yield return $"{path}/{key}";
        foreach (var relation in resource.Relations)
        {
            yield return $"{path}/{key}?include={relation.Name}";
            if (!relation.IsToOne) yield return $"{path}/{key}/{RestRoute.Segment(relation.Name)}?limit=2";
        }
    }

    private static IEnumerable<(string Request, bool Finds)> ListRequests(Resource resource, string path, SampleRows rows)
    {
        foreach (var field in resource.Fields.Where(field => !field.WriteOnly))
        {
            foreach (var (condition, finds) in FieldConditions.Of(field, rows.Value(field))) yield return ($"{path}?{condition}&limit=1&fields={field.Name}", finds);
            if (!Binding.OperatorTable.Sorts(field)) continue;
            yield return ($"{path}?sort={field.Name}&limit=2", false);
            yield return ($"{path}?sort=-{field.Name}&limit=2", false);
        }
        foreach (var relation in resource.Relations) yield return ($"{path}?include={relation.Name}&limit=2", false);
        if (rows.Next is { } next) yield return ($"{path}?limit={SampleRows.Most}&after={next}", false);
    }

    private IEnumerable<string> Totals(Resource root)
    {
        foreach (var resource in Owned(root))
        {
            var path = $"/{engine.Model.Version}/{resource.Path}{RestRoute.AggregateMethod}";
            if (engine.Model.FindByAggregatePath(resource.Path) != resource) continue;
            yield return $"{path}?count=*";
            foreach (var field in resource.Fields.Where(field => !field.WriteOnly))
            {
                if (FieldConditions.Measures(field) is { Length: > 0 } measures) yield return $"{path}?{measures}";
                if (Binding.MeasureTable.Groups(field.Type)) yield return $"{path}?group={field.Name}&count=*&limit=2";
            }
        }
    }

    private IEnumerable<Resource> Owned(Resource root) => engine.Model.Resources.Where(resource => resource.Owner?.Source == root).SelectMany(Owned).Prepend(root);

    private async Task<JsonDocument?> AskAsync(Resource resource, string target, List<WalkFinding> found, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _requests);
        var (call, wrong) = RequestLine.ReadCall(engine.Model, target);
        if (wrong is not null) return Fail(wrong, wrong.Detail);
        try
        {
            using var outcome = await engine.ExecuteAsync(call!.ToOperation(null, [], false), cancellation).ConfigureAwait(false);
            if (outcome.Problem is { } problem) return Fail(problem, outcome.Cause?.Message ?? problem.Detail);
            using var body = new ResponseBody();
            ResponseWriter.Write(call, outcome, target, body);
            return JsonDocument.Parse(body.Written.ToArray());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What is a bug here would be an answer of 500 there.
            found.Add(new WalkFinding(resource.Name, "GET " + target, ErrorCatalogue.InternalError.Code, exception.Message));
            return null;
        }

        JsonDocument? Fail(Problem problem, string detail)
        {
            var errors = string.Join(" ", problem.Errors.Select(error => error.Detail));
            found.Add(new WalkFinding(resource.Name, "GET " + target, problem.Error.Code, errors.Length > 0 ? errors : detail));
            return null;
        }
    }
}
