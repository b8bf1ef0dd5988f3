using Lintel.Operations;

namespace Lintel.Cli.Commands;

/// <summary>
/// Reads the GraphQL documents that a server is to answer, and no others: <c>{"id": "text"}</c>, as the compilers of Relay and GraphQL Code Generator write
/// it, or the manifest of Apollo's tools.
/// </summary>
internal static class AllowedDocuments
{
    private const long LargestFile = 64 * 1024 * 1024;
    private const string Form = "it must be an object of texts by their ids, or a manifest of Apollo's with 'operations', each with 'id' and 'body'";

    /// <summary>The documents by their ids.</summary>
    /// <param name="file">Where they are.</param>
    /// <param name="refuse">The failure for a reason.</param>
    /// <exception cref="MisuseException">The file can't be read, or is no list.</exception>
    public static IReadOnlyDictionary<string, string> Read(string file, Func<string, MisuseException> refuse)
    {
        var list = Parse(file, refuse);
        if (list.Kind != InputKind.Object) throw refuse(Form);
        var documents = new Dictionary<string, string>(StringComparer.Ordinal);
        var named = Member(list, "operations") is { Kind: InputKind.List } operations ? operations.Items.Select(Operation) : list.Members.Select(member => ((string?)member.Name, (InputValue?)member.Value));
        foreach (var (id, text) in named)
        {
            if (id is null || text is not { Kind: InputKind.String }) throw refuse(Form);
            if (!documents.TryAdd(id, text.Text) && documents[id] != text.Text) throw refuse($"'{id}' stands for two documents");
        }
        return documents.Count > 0 ? documents : throw refuse("there is no document in it, so that nothing would be answered");
    }

    private static InputValue Parse(string file, Func<string, MisuseException> refuse)
    {
        var info = new FileInfo(file);
        if (!info.Exists) throw refuse("there is no such file");
        if (info.Length > LargestFile) throw refuse("it is larger than 64 MiB");
        try
        {
            return JsonInput.TryParse(File.ReadAllBytes(file), out var list, out var failure) ? list : throw refuse($"it is no JSON: {failure}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw refuse($"it can't be read: {exception.Message}");
        }
    }

    private static (string?, InputValue?) Operation(InputValue operation) => (Member(operation, "id") is { Kind: InputKind.String } id ? id.Text : null, Member(operation, "body"));

    // Null where there is none.
    private static InputValue? Member(InputValue value, string name) => value.Members.FirstOrDefault(member => member.Name == name).Value;
}
