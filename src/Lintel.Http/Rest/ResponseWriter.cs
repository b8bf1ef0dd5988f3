using System.Text;
using Lintel.Binding;
using Lintel.Engine;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Lintel.Http.Rest;

/// <summary>Answers with what an operation brought.</summary>
internal static class ResponseWriter
{
    public static async ValueTask WriteAsync(HttpContext context, RestCall call, Outcome outcome, Wishes wishes, LintelEngine engine)
    {
        // What was written is answered, however large its rows are.
        using var body = new ResponseBody { Most = call.IsRead ? engine.Model.Limits.Result : long.MaxValue };
        if (!TryWrite(call, outcome, outcome.IsNew ? RawTarget.PathOf(context).ToString() : "", body, out var reply))
        {
            await ProblemWriter.WriteAsync(context, engine.ResultTooLarge).ConfigureAwait(false);
            return;
        }
        var response = context.Response;
        response.StatusCode = reply.Status;
        if (reply.ETag is { } tag) response.Headers.ETag = tag;
        if (reply.Location is { } location) response.Headers.Location = location;
        if (call.IsList) WriteLink(context, reply);
        wishes.Apply(response);
        if (call.IsRead && reply.ETag is { } known && Preferences.IsKnown(context.Request, known))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        if (!reply.HasBody) return;
        if (wishes.IsMinimal)
        {
            if (reply.Status == StatusCodes.Status200OK) response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        response.ContentType = "application/json";
        await body.SendAsync(context).ConfigureAwait(false);
    }

    private static bool TryWrite(RestCall call, Outcome outcome, string path, ResponseBody body, out RestReply reply)
    {
        try
        {
            reply = Write(call, outcome, path, body);
            return body.Written.Length >= 0;
        }
        catch (ResultTooLargeException)
        {
            reply = default;
            return false;
        }
    }

    /// <summary>Writes the body of an answer, and tells what goes before it.</summary>
    /// <param name="call">What was asked for.</param>
    /// <param name="outcome">What came of it; no problem.</param>
    /// <param name="path">The raw path of the request; needed where a row was made.</param>
    /// <param name="body">Takes the body.</param>
    public static RestReply Write(RestCall call, Outcome outcome, string path, ResponseBody body)
    {
        var writer = body.Writer;
        if (outcome.Aggregate is { } aggregate)
        {
            AggregateRepresentation.Write(writer, aggregate);
            return new RestReply(StatusCodes.Status200OK) { HasBody = true };
        }
        if (outcome.Affected is { } affected)
        {
            writer.WriteStartObject();
            writer.WriteNumber("affected"u8, affected);
            writer.WriteEndObject();
            return new RestReply(StatusCodes.Status200OK) { HasBody = true };
        }
        if (outcome.Result is not { } result) return new RestReply(StatusCodes.Status204NoContent);
        if (call.IsList)
        {
            var (next, previous) = Representation.WriteList(writer, result);
            return new RestReply(StatusCodes.Status200OK) { HasBody = true, Next = next, Previous = previous };
        }
        Representation.WriteRow(writer, result, 0);
        var tag = EntityTag.Of(result);
        // The version speaks for the aggregate alone; what else is shown needs a hash of its own. Without a version, the row speaks for itself alone.
        if (result.Selection is { Resource.Version: null, Includes.Count: > 0 } || LooksBeyond(result.Selection)) tag = EntityTag.Of(tag, body.Written.Span);
        return new RestReply(outcome.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        {
            HasBody = true,
            ETag = $"\"{tag}\"",
            Location = outcome.IsNew ? Location(call, result, path) : null,
        };
    }

    // RFC 8288: where the pages beside this one are.
    private static void WriteLink(HttpContext context, RestReply reply)
    {
        if (reply is { Next: null, Previous: null }) return;
        var page = PageOf(context.Request);
        context.Response.Headers.Link = (reply.Next, reply.Previous) switch
        {
            ({ } next, { } previous) => $"<{page}after={next}>; rel=\"next\", <{page}before={previous}>; rel=\"prev\"",
            ({ } next, null) => $"<{page}after={next}>; rel=\"next\"",
            (null, var previous) => $"<{page}before={previous}>; rel=\"prev\"",
        };
    }

    // The target of a request up to the cursor.
    private static string PageOf(HttpRequest request)
    {
        var page = new StringBuilder(128);
        RawTarget.AppendSafely(page, RawTarget.PathOf(request.HttpContext));
        page.Append('?');
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            if (pair.DecodeName().Span is "after" or "before") continue;
            RawTarget.AppendSafely(page, pair.EncodedName.Span);
            RawTarget.AppendSafely(page.Append('='), pair.EncodedValue.Span);
            page.Append('&');
        }
        return page.ToString();
    }

    // Every answer with one row passes here: loops allocate nothing.
    private static bool LooksBeyond(BoundSelection selection)
    {
        // One version has several representations where not every caller sees the same of it.
        if (selection.Resource.HasViews || (selection.Actions is not null && selection.Resource.Access is not null)) return true;
        for (var i = 0; i < selection.Shown; i++)
        {
            if (selection.Columns[i].Field.LooksBeyond) return true;
        }
        for (var i = 0; i < selection.Includes.Count; i++)
        {
            var (relation, below, _) = selection.Includes[i];
            if (relation.Kind != RelationKind.Children || LooksBeyond(below)) return true;
        }
        return false;
    }

    // Of a path that has the key already it is the path.
    private static string Location(RestCall call, ResultNode result, string path)
    {
        var location = new StringBuilder();
        RawTarget.AppendSafely(location, path);
        if (call.Route.Key is null) location.Append('/').Append(Key(result));
        return location.ToString();
    }

    // The key's fields are what an entity tag or the shown fields bring along; a write always shows or tags them.
    private static string Key(ResultNode result)
    {
        var parts = result.Selection.Resource.Key.Select(field =>
            Uri.EscapeDataString(ScalarText.Of(field.Type, result.Rows[0, result.Selection.Place(field)], result.Rows.Arena)));
        return string.Join(",", parts);
    }
}
