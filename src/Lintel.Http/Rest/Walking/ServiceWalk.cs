using System.Text.Json;
using Lintel.Engine;
using Lintel.Errors;
using Lintel.Model;

namespace Lintel.Http.Rest.Walking;

/// <summary>
/// Asks everything that a service lets one read, with values that its rows have, and has the store plan what it lets one write and call: what fails here would
/// fail for callers. Nothing is written, and no function called.
/// </summary>
/// <param name="engine">The engine, whose store is prepared.</param>
public sealed class ServiceWalk(LintelEngine engine)
{
    private const string NotFoundAgain = "not-found-again";

    private int _requests;
    private int _planned;

    /// <summary>How many reads were asked for so far.</summary>
    public int Requests => _requests;

    /// <summary>How many writes and calls were planned so far.</summary>
    public int Planned => _planned;

    /// <summary>The resources that are walked; owned children are walked with their parents.</summary>
    public IReadOnlyList<Resource> Resources => [.. engine.Model.Resources.Where(resource => resource.Owner is null && resource.Allowed != Allowed.None)];

    /// <summary>The functions that are walked.</summary>
    public IReadOnlyList<ServiceFunction> Functions => engine.Model.Functions;

    /// <summary>Walks one resource. Gives what did not work, in the order in which it was asked for.</summary>
    public async Task<IReadOnlyList<WalkFinding>> WalkAsync(Resource resource, CancellationToken cancellation)
    {
        var found = new List<WalkFinding>();
        var path = $"/{engine.Model.Version}/{resource.Path}";
        var isRead = resource.Allowed.HasFlag(Allowed.Read);
        using var list = isRead ? await AskAsync(resource, $"{path}?limit={SampleRows.Most}&count=exact", found, cancellation).ConfigureAwait(false) : null;
        var rows = new SampleRows(resource, list);
        if (isRead) await ReadAsync(resource, path, rows, found, cancellation).ConfigureAwait(false);
        await PlanAsync(resource.Name, WriteRequests.Of(resource, path, rows), found, cancellation).ConfigureAwait(false);
        return found;
    }

    /// <summary>Plans calls of a function. Gives what did not work.</summary>
    public async Task<IReadOnlyList<WalkFinding>> WalkAsync(ServiceFunction function, CancellationToken cancellation)
    {
        var found = new List<WalkFinding>();
        await PlanAsync(function.Name, WriteRequests.Of(function, $"/{engine.Model.Version}:{function.Name}"), found, cancellation).ConfigureAwait(false);
        return found;
    }

    private async Task ReadAsync(Resource resource, string path, SampleRows rows, List<WalkFinding> found, CancellationToken cancellation)
    {
        foreach (var request in ReadRequests.OfRow(resource, path, rows)) (await AskAsync(resource, request, found, cancellation).ConfigureAwait(false))?.Dispose();
        foreach (var (request, finds) in ReadRequests.OfLists(resource, path, rows))
        {
            using var answer = await AskAsync(resource, request, found, cancellation).ConfigureAwait(false);
            if (finds && answer is not null && answer.RootElement.GetProperty("data").GetArrayLength() == 0)
                found.Add(new WalkFinding(resource.Name, "GET " + request, NotFoundAgain, "A row has this value, and is not found by it."));
        }
        foreach (var request in ReadRequests.OfTotals(engine.Model, resource)) (await AskAsync(resource, request, found, cancellation).ConfigureAwait(false))?.Dispose();
    }

    private async Task<JsonDocument?> AskAsync(Resource resource, string target, List<WalkFinding> found, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _requests);
        var text = "GET " + target;
        var (call, wrong) = RequestLine.ReadCall(engine.Model, target);
        if (wrong is not null)
        {
            found.Add(Finding(resource.Name, text, wrong, wrong.Detail));
            return null;
        }
        try
        {
            using var outcome = await engine.ExecuteAsync(call!.ToOperation(null, [], false), cancellation).ConfigureAwait(false);
            if (outcome.Problem is { } problem)
            {
                found.Add(Finding(resource.Name, text, problem, outcome.Cause?.Message));
                return null;
            }
            using var body = new ResponseBody();
            ResponseWriter.Write(call, outcome, target, body);
            return JsonDocument.Parse(body.Written.ToArray());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            found.Add(Crash(resource.Name, text, exception));
            return null;
        }
    }

    private async Task PlanAsync(string name, IEnumerable<PlannedRequest> requests, List<WalkFinding> found, CancellationToken cancellation)
    {
        foreach (var (text, operation) in requests)
        {
            Interlocked.Increment(ref _planned);
            try
            {
                using var outcome = await engine.PlanAsync(operation, cancellation).ConfigureAwait(false);
                if (outcome.Problem is { } problem) found.Add(Finding(name, text, problem, outcome.Cause?.Message));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                found.Add(Crash(name, text, exception));
            }
        }
    }

    private static WalkFinding Finding(string name, string request, Problem problem, string? cause)
    {
        var errors = string.Join(" ", problem.Errors.Select(error => error.Detail));
        return new WalkFinding(name, request, problem.Error.Code, errors.Length > 0 ? errors : cause ?? problem.Detail);
    }

    // What is a bug here would be an answer of 500 there.
    private static WalkFinding Crash(string name, string request, Exception exception) => new(name, request, ErrorCatalogue.InternalError.Code, exception.Message);
}
