using Lintel.Errors;
using Lintel.GraphQL;
using Lintel.Http.Rest;
using Lintel.Model;
using Lintel.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Lintel.Http.GraphQl;

/// <summary>Reads requests, GraphQL over HTTP §5: of a GET from the query string, of a POST from a JSON body. A GET may not write.</summary>
internal static class GraphQlRequestReader
{
    private static readonly string[] Json = [GraphQlMedia.Json];

    /// <summary>The request, or the problem with it.</summary>
    public static async ValueTask<(GraphQLRequest? Request, Problem? Problem)> ReadAsync(HttpRequest request, PersistedDocuments documents, ServiceLimits limits)
    {
        if (!HttpMethods.IsPost(request.Method)) return Read(request.QueryString.Value, documents, limits);
        var (body, problem) = await BodyReader.ReadAsync(request, Json, [], limits).ConfigureAwait(false);
        if (problem is not null) return (null, problem);
        return body!.Kind == InputKind.List
            ? (null, Malformed("", "Several requests in one are not taken: send one at a time."))
            : body.Kind != InputKind.Object ? (null, Malformed("", "A request is an object with 'query'.")) : Read(body.Members, documents, mayWrite: true);
    }

    private static (GraphQLRequest?, Problem?) Read(string? query, PersistedDocuments documents, ServiceLimits limits)
    {
        var members = new List<InputMember>();
        foreach (var pair in new QueryStringEnumerable(query))
        {
            var (name, text) = (pair.DecodeName().ToString(), pair.DecodeValue().ToString());
            if (members.Exists(known => known.Name == name)) return (null, ErrorCatalogue.UnknownParameter.At("?" + name, $"'{name}' stands twice."));
            if (name is not ("variables" or "extensions"))
            {
                members.Add(new InputMember(name, InputValue.String(text)));
                continue;
            }
            if (!JsonInput.TryParse(System.Text.Encoding.UTF8.GetBytes(text), limits, out var value, out var failure)) return (null, ErrorCatalogue.InvalidParameter.At("?" + name, $"'{name}' is JSON. {failure}"));
            members.Add(new InputMember(name, value));
        }
        return Read(members, documents, mayWrite: false);
    }

    private static (GraphQLRequest?, Problem?) Read(IReadOnlyList<InputMember> members, PersistedDocuments documents, bool mayWrite)
    {
        InputValue? query = null, id = null, operation = null, variables = null, extensions = null;
        foreach (var (name, value) in members)
        {
            // What nobody knows is let pass, as the specification says.
            switch (name)
            {
                case "query": query = value; break;
                case "documentId": id = value; break;
                case "operationName": operation = value; break;
                case "variables": variables = value; break;
                case "extensions": extensions = value; break;
            }
        }
        if (operation is { Kind: not (InputKind.String or InputKind.Null) }) return (null, Malformed("/operationName", "'operationName' is a text."));
        if (variables is { Kind: not (InputKind.Object or InputKind.Null) }) return (null, Malformed("/variables", "'variables' is an object."));
        if (extensions is { Kind: not (InputKind.Object or InputKind.Null) }) return (null, Malformed("/extensions", "'extensions' is an object."));
        if (id is null or { Kind: InputKind.Null }) id = Member(Member(extensions, "persistedQuery"), "sha256Hash");
        if (query is { Kind: not (InputKind.String or InputKind.Null) }) return (null, Malformed("/query", "'query' is the text of a document."));
        if (id is { Kind: not (InputKind.String or InputKind.Null) }) return (null, Malformed("/documentId", "'documentId' is a text."));
        if (TextOf(query) is null && TextOf(id) is null) return (null, Malformed("/query", "'query' is the text of a document, or 'documentId' its hash."));
        var (text, problem) = documents.Find(TextOf(query), TextOf(id));
        if (problem is not null) return (null, problem);
        return (new GraphQLRequest
        {
            Document = text!,
            OperationName = operation is { Kind: InputKind.String, Text.Length: > 0 } ? operation.Text : null,
            Variables = variables is { Kind: InputKind.Object } ? variables : null,
            MayWrite = mayWrite,
            TellsCost = Member(extensions, "cost") is { Kind: InputKind.Boolean, Text: "true" },
        }, null);
    }

    private static string? TextOf(InputValue? value) => value is { Kind: InputKind.String } ? value.Text : null;

    private static InputValue? Member(InputValue? value, string name)
    {
        foreach (var member in value?.Members ?? [])
        {
            if (member.Name == name) return member.Value;
        }
        return null;
    }

    private static Problem Malformed(string pointer, string detail) => ErrorCatalogue.MalformedBody.At(pointer, detail);
}
