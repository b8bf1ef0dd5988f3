using System.Globalization;
using System.Text.RegularExpressions;
using Lintel.Engine;
using Lintel.Errors;
using Lintel.Http.Auth;
using Lintel.Http.Hosting;
using Lintel.Operations;
using Lintel.Results;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Rest.Units;

/// <summary>Several operations in one transaction: <c>POST /v1:batch</c>.</summary>
internal sealed partial class UnitEndpoint(LintelEngine engine)
{
    /// <summary>What stands behind the version. No version has a colon.</summary>
    public const string Method = ":batch";

    private static readonly string[] Methods = ["POST", "OPTIONS"];
    private static readonly string[] Json = ["application/json"];

    private readonly string _prefix = $"/{engine.Model.Version}/";

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var exchange = Exchange.Of(context);
        ServerTiming.Offer(context, engine.Clock);
        exchange.Route = $"/{engine.Model.Version}{Method}";
        var request = context.Request;
        if (HttpMethods.IsOptions(request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.Headers.Allow = string.Join(", ", Methods);
            return;
        }
        var (operations, problem) = await ReadAsync(request).ConfigureAwait(false);
        if (problem is not null)
        {
            await ProblemWriter.WriteAsync(context, problem).ConfigureAwait(false);
            return;
        }
        var wishes = Wishes.Of(request);
        using var results = new UnitResults(operations);
        var caller = CallerOf.Of(context);
        var calls = new RestCall[operations.Count];
        var paths = new string[operations.Count];
        UnitStep[] steps = [.. operations.Select<UnitOperation, UnitStep>((operation, i) => before => Next(operation, i, before))];
        using var outcome = await engine.ExecuteAsync(steps, wishes.Rehearses, exchange, context.RequestAborted).ConfigureAwait(false);
        exchange.Statements = outcome.Statements;
        exchange.Failure = outcome.Cause;
        if (outcome.Problem is { } failed)
        {
            await ProblemWriter.WriteAsync(context, Locate(failed)).ConfigureAwait(false);
            return;
        }
        Write(outcome.Outcomes);
        await SendAsync(context, operations, results, wishes).ConfigureAwait(false);

        (Operation?, Problem?) Next(UnitOperation operation, int index, IReadOnlyList<Outcome> before)
        {
            if (before.Count == 0) results.Clear();
            Write(before);
            var (call, path, unfit) = Call(operation, results);
            if (unfit is not null) return (null, unfit);
            (calls[index], paths[index]) = (call!, path);
            var problems = new ProblemList();
            var body = operation.Body is null ? null : References.Replace(operation.Body, LeastEscaping.Instance, (reference, pointer) => Find(results, reference, pointer, problems));
            if (problems.ToProblem() is { } dangling) return (null, dangling);
            return BodyProblem(call!, body) is { } wrong ? (null, wrong) : (call!.ToOperation(body, operation.IfMatch, operation.MustBeNew) with { Caller = caller }, null);
        }

        void Write(IReadOnlyList<Outcome> done)
        {
            for (var i = results.Count; i < done.Count; i++) results.Add(calls[i], done[i], paths[i]);
        }
    }

    private async ValueTask<(IReadOnlyList<UnitOperation> Operations, Problem? Problem)> ReadAsync(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method)) return ([], ErrorCatalogue.MethodNotAllowed.Because($"'{request.Method}' is not allowed here.") with { Allow = Methods });
        if (!Preferences.AcceptsJson(request)) return ([], ErrorCatalogue.NotAcceptable.At("Accept", "The answer is application/json."));
        if (request.Query.Count > 0) return ([], ErrorCatalogue.UnknownParameter.At("?" + request.Query.First().Key, "There is no parameter here."));
        var (body, problem) = await BodyReader.ReadAsync(request, Json, [], engine.Model.Limits).ConfigureAwait(false);
        if (problem is not null) return ([], problem);
        var problems = new ProblemList();
        var operations = new UnitReader(engine.Model.Limits.Operations, problems).Read(body!);
        return (operations, problems.ToProblem());
    }

    private (RestCall? Call, string Path, Problem? Problem) Call(UnitOperation operation, UnitResults results)
    {
        var problems = new ProblemList();
        var target = Reference().Replace(operation.Path, match => Uri.EscapeDataString(Find(results, match.Groups[1].Value, "/path", problems)?.Text ?? ""));
        if (problems.ToProblem() is { } dangling) return (null, "", dangling);
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        if (!path.StartsWith(_prefix, StringComparison.Ordinal) || !RestRoute.TryParse(engine.Model, path.AsSpan(_prefix.Length), out var route))
            return (null, path, ErrorCatalogue.NotFound.At("/path", $"There is nothing at this path; paths begin with {_prefix}."));
        var (call, problem) = RestCall.Read(operation.Method, route, query < 0 ? default : target.AsMemory(query), engine.Model.Limits);
        return (call, path, problem);
    }

    private static Problem? BodyProblem(RestCall call, InputValue? body)
    {
        if (call.BodyTypes.Count == 0) return body is null ? null : ErrorCatalogue.MalformedBody.At("/body", "This operation takes no body.");
        return body is not null || call.IsBodyOptional ? null : ErrorCatalogue.MalformedBody.At("/body", "A body is expected.");
    }

    private static InputValue? Find(UnitResults results, string reference, string pointer, ProblemList problems)
    {
        if (results.Find(reference, out var why) is { } value) return value;
        problems.Add(ErrorCatalogue.DanglingReference, pointer, why);
        return null;
    }

    /// <summary>Pointers lead into the body of the unit.</summary>
    private static Problem Locate(Problem problem)
    {
        if (problem.Operation is not { } index) return problem;
        var at = string.Create(CultureInfo.InvariantCulture, $"/operations/{index}");
        return problem with { Errors = [.. problem.Errors.Select(error => error with { Pointer = Pointer(error.Pointer) })] };

        string? Pointer(string? pointer) => pointer switch
        {
            null => at,
            "/path" or "/body" => at + pointer,
            "" => $"{at}/body",
            ['/', ..] => $"{at}/body{pointer}",
            ['?', ..] => $"{at}/path",
            _ => $"{at}/headers/{pointer}",
        };
    }

    private static async ValueTask SendAsync(HttpContext context, IReadOnlyList<UnitOperation> operations, UnitResults results, Wishes wishes)
    {
        wishes.Apply(context.Response);
        if (wishes.IsMinimal)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        using var body = new ResponseBody();
        var writer = body.Writer;
        writer.WriteStartObject();
        writer.WriteStartArray("results"u8);
        for (var i = 0; i < results.Count; i++)
        {
            var (reply, content) = results[i];
            writer.WriteStartObject();
            if (operations[i].Id is { } id) writer.WriteString("id"u8, id);
            writer.WriteNumber("status"u8, reply.Status);
            if (reply.ETag is not null || reply.Location is not null)
            {
                writer.WriteStartObject("headers"u8);
                if (reply.ETag is { } tag) writer.WriteString("ETag"u8, tag);
                if (reply.Location is { } location) writer.WriteString("Location"u8, location);
                writer.WriteEndObject();
            }
            if (reply.HasBody)
            {
                writer.WritePropertyName("body"u8);
                writer.WriteRawValue(content.Span, skipInputValidation: true);
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        context.Response.ContentType = "application/json";
        await body.SendAsync(context).ConfigureAwait(false);
    }

    [GeneratedRegex(@"\{([A-Za-z0-9_.]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
