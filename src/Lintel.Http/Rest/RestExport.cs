using Lintel.Engine;
using Lintel.Engine.Loading;
using Lintel.Engine.Streaming;
using Lintel.Errors;
using Lintel.Http.Auth;
using Lintel.Http.Hosting;
using Lintel.Model;
using Lintel.Operations;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Rest;

/// <summary>Sends whole lists, row by row as they come: no faster than the caller reads, and without ever holding more than a batch.</summary>
internal sealed class RestExport(LintelEngine engine)
{
    public async Task WriteAsync(HttpContext context, RestRoute route, RowFormat format)
    {
        var (operation, problem) = Read(context.Request, route, format, engine.Model.Limits);
        if (problem is not null)
        {
            await ProblemWriter.WriteAsync(context, problem).ConfigureAwait(false);
            return;
        }
        var exchange = Exchange.Of(context);
        var stream = await engine.StreamAsync(operation! with { Caller = CallerOf.Of(context) }, exchange, context.RequestAborted).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        exchange.Failure = stream.Cause;
        if (stream.Problem is not null) await ProblemWriter.WriteAsync(context, stream.Problem).ConfigureAwait(false);
        else await SendAsync(context, stream, route.Function?.Name ?? route.Resource.Path, format).ConfigureAwait(false);
        exchange.Statements = stream.Statements;
    }

    /// <summary>The read of a whole list, or the problem with it.</summary>
    public static (ReadOperation? Operation, Problem? Problem) Read(HttpRequest request, RestRoute route, RowFormat format, ServiceLimits limits)
    {
        var problems = new ProblemList();
        var resource = route.Resource;
        var reader = new QueryReader(resource, limits, problems, route.Function);
        var selection = reader.Read(request.QueryString.Value.AsMemory(), RestAsk.Stream);
        if (format == RowFormat.Csv) CheckFlat(resource, selection, problems);
        return problems.ToProblem() is { } problem ? (null, problem) : (route.Read(selection, reader.Given), null);
    }

    private static void CheckFlat(Resource resource, Selection selection, ProblemList problems)
    {
        if (selection.Includes.Count > 0) Refuse("?include");
        if (selection.Names?.Any(name => resource.FindRelation(name.Name) is not null) == true) Refuse("?fields");

        void Refuse(string pointer) => problems.Add(ErrorCatalogue.InvalidParameter, pointer, $"CSV has the fields of {resource.Name} alone: ask for {RowFormats.NdJson} to have relations come along.");
    }

    private static async ValueTask SendAsync(HttpContext context, RowStream stream, string name, RowFormat format)
    {
        var response = context.Response;
        response.ContentType = format.MediaType();
        response.Headers.Append("Vary", "Accept");
        if (format == RowFormat.Csv) response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        if (HttpMethods.IsHead(context.Request.Method)) return;
        using var rows = new RowWriter(format);
        rows.Begin(response.BodyWriter, stream.Selection!.Columns.Take(stream.Selection.Shown).Select(column => column.Field.Name));
        while (await stream.NextAsync(context.RequestAborted).ConfigureAwait(false) is { } batch)
        {
            using (batch) rows.Write(response.BodyWriter, batch);
            // Waits while the caller reads; the server ends the connection of one that stopped reading.
            await response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }
}
