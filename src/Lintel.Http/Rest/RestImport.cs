using Lintel.Engine;
using Lintel.Engine.Loading;
using Lintel.Errors;
using Lintel.Http.Auth;
using Lintel.Http.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Lintel.Http.Rest;

/// <summary>
/// Takes bodies of many rows. A body is kept in a file until it is whole: a caller that sends slowly, or goes away in the middle, keeps no transaction open.
/// </summary>
internal sealed class RestImport(LintelEngine engine)
{
    private const int InMemory = 64 * 1024;

    private readonly Importer _importer = new(engine);

    public async Task HandleAsync(HttpContext context, RestRoute route, RowFormat format)
    {
        var request = context.Request;
        var problems = new ProblemList();
        var skips = new QueryReader(route.Resource, engine.Model.Limits, problems).ReadImport(request.QueryString.Value.AsMemory());
        if (problems.ToProblem() is { } problem)
        {
            await ProblemWriter.WriteAsync(context, problem).ConfigureAwait(false);
            return;
        }
        var exchange = Exchange.Of(context);
        // There is an answer with counts, whoever wants none.
        var wishes = Wishes.Of(request) with { IsMinimal = false };
        ImportOutcome? outcome;
        var body = new FileBufferingReadStream(request.Body, InMemory, bufferLimit: null, Path.GetTempPath);
        // Who has the answer finds no copy left.
        await using (body.ConfigureAwait(false))
        {
            outcome = await TryKeepAsync(request, body).ConfigureAwait(false)
                ? await _importer.ImportAsync(route.Resource.Name, CallerOf.Of(context), body, format, skips, wishes.Rehearses, exchange, context.RequestAborted).ConfigureAwait(false)
                : null;
        }
        (exchange.Statements, exchange.Failure) = (outcome?.Statements ?? 0, outcome?.Cause);
        if (outcome is null) await ProblemWriter.WriteAsync(context, BodyReader.TooLarge(engine.Model.Limits.ImportBody)).ConfigureAwait(false);
        else if (outcome.Problem is not null) await ProblemWriter.WriteAsync(context, outcome.Problem).ConfigureAwait(false);
        else
        {
            wishes.Apply(context.Response);
            await WriteAsync(context, outcome).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the whole body and goes back to its start; false where it is too large.</summary>
    private async ValueTask<bool> TryKeepAsync(HttpRequest request, FileBufferingReadStream body)
    {
        if (request.ContentLength > engine.Model.Limits.ImportBody) return false;
        var buffer = new byte[InMemory];
        while (await body.ReadAsync(buffer, request.HttpContext.RequestAborted).ConfigureAwait(false) > 0)
        {
            if (body.Length > engine.Model.Limits.ImportBody) return false;
        }
        body.Position = 0;
        return true;
    }

    private static ValueTask WriteAsync(HttpContext context, ImportOutcome outcome)
    {
        context.Response.ContentType = "application/json";
        using var body = new ResponseBody();
        body.Writer.WriteStartObject();
        body.Writer.WriteNumber("created"u8, outcome.Created);
        body.Writer.WriteNumber("skipped"u8, outcome.Skipped);
        ProblemWriter.WriteErrors(body.Writer, outcome.Errors);
        body.Writer.WriteEndObject();
        return body.SendAsync(context);
    }
}
