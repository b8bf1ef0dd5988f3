using System.Globalization;
using System.Text;
using Lintel.Binding;
using Lintel.Engine;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Operations;
using Lintel.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Lintel.Http.Rest;

/// <summary>Answers with what an operation brought.</summary>
internal static class ResponseWriter
{
    public static async ValueTask WriteAsync(HttpContext context, Operation operation, Outcome outcome, string prefix)
    {
        if (outcome.Aggregate is { } aggregate)
        {
            using var groups = new ResponseBody();
            context.Response.ContentType = "application/json";
            AggregateRepresentation.Write(groups.Writer, aggregate);
            await groups.SendAsync(context).ConfigureAwait(false);
            return;
        }
        if (outcome.Result is not { } result)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        using var body = new ResponseBody();
        context.Response.ContentType = "application/json";
        if (operation is ReadOperation { Key: null }) WriteList(context, result, body);
        else if (!TryWriteOne(context, operation, result, body, prefix)) return;
        await body.SendAsync(context).ConfigureAwait(false);
    }

    private static void WriteList(HttpContext context, ResultNode result, ResponseBody body)
    {
        var (next, previous) = Representation.WriteList(body.Writer, result);
        if (next is null && previous is null) return;
        var link = new StringBuilder();
        Link(link, context.Request, "after", next, "next");
        Link(link, context.Request, "before", previous, "prev");
        context.Response.Headers.Link = link.ToString();
    }

    /// <summary>Writes one row with its entity tag; false where the caller has it already and nothing more is to be sent.</summary>
    private static bool TryWriteOne(HttpContext context, Operation operation, ResultNode result, ResponseBody body, string prefix)
    {
        Representation.WriteRow(body.Writer, result, 0);
        var tag = EntityTag.Of(result);
        // The version speaks for the aggregate alone; what else is shown needs a hash of its own.
        if (LooksBeyond(result.Selection)) tag = EntityTag.Of(tag, body.Written.Span);
        var quoted = $"\"{tag}\"";
        context.Response.Headers.ETag = quoted;
        if (operation is CreateOperation)
        {
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.Headers.Location = $"{context.Request.PathBase}{prefix}{result.Selection.Resource.Path}/{Key(result)}";
        }
        if (operation is not ReadOperation || !Preferences.IsKnown(context.Request, quoted)) return true;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        context.Response.ContentType = null;
        return false;
    }

    // Every answer with one row passes here: loops allocate nothing.
    private static bool LooksBeyond(BoundSelection selection)
    {
        for (var i = 0; i < selection.Shown; i++)
        {
            if (selection.Columns[i].Field.LooksBeyond) return true;
        }
        for (var i = 0; i < selection.Includes.Count; i++)
        {
            var (relation, below) = selection.Includes[i];
            if (relation.Kind != RelationKind.Children || LooksBeyond(below)) return true;
        }
        return false;
    }

    // The key's fields are what an entity tag or the shown fields bring along; a create always shows or tags them.
    private static string Key(ResultNode result)
    {
        var parts = result.Selection.Resource.Key.Select(field =>
        {
            var column = result.Selection.Columns.Index().First(pair => pair.Item.Hops.Count == 0 && pair.Item.Field == field).Index;
            return Uri.EscapeDataString(ScalarText.Of(field.Type, result.Rows[0, column], result.Rows.Arena));
        });
        return string.Join(",", parts);
    }

    private static void Link(StringBuilder link, HttpRequest request, string parameter, string? cursor, string relation)
    {
        if (cursor is null) return;
        if (link.Length > 0) link.Append(", ");
        RawTarget.AppendSafely(link.Append('<'), RawTarget.PathOf(request.HttpContext));
        link.Append('?');
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            if (pair.DecodeName().Span is "after" or "before") continue;
            RawTarget.AppendSafely(link, pair.EncodedName.Span);
            RawTarget.AppendSafely(link.Append('='), pair.EncodedValue.Span);
            link.Append('&');
        }
        link.Append(CultureInfo.InvariantCulture, $"{parameter}={cursor}>; rel=\"{relation}\"");
    }
}
