using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Lintel.Http.GraphQl;
using Lintel.Operations;

namespace Lintel.Cli.Commands;

/// <summary>How <c>lintel run</c> serves GraphQL, by flags and environment.</summary>
internal static class GraphQlSettings
{
    private const long LargestList = 64 * 1024 * 1024;

    /// <summary>The flags, with their environment variables.</summary>
    internal sealed record Flags(Setting Mode, Setting Documents)
    {
        public static Flags For(Terminal terminal) => new(
            new Setting("--graphql", "mode", "LINTEL_GRAPHQL", "open: with introspection and the query page; closed: without; off: not at all.", "open", terminal),
            new Setting("--graphql-documents", "file", "LINTEL_GRAPHQL_DOCUMENTS", "The only documents that are answered: JSON, {\"sha256\": \"text\"}, as Relay writes it.", "any are", terminal));

        /// <summary>All of them, for the command.</summary>
        public IReadOnlyList<Option> Options => [Mode.Option, Documents.Option];
    }

    /// <summary>Reads and checks them all.</summary>
    /// <exception cref="MisuseException">One means nothing.</exception>
    public static GraphQlOptions Read(Flags flags, ParseResult parsed)
    {
        var options = flags.Mode.Read(parsed) switch
        {
            null or "open" => new GraphQlOptions(),
            "closed" => new GraphQlOptions { IsOpen = false },
            "off" => new GraphQlOptions { IsServed = false },
            var text => throw flags.Mode.Refuse(parsed, text, "it must be open, closed or off"),
        };
        return flags.Documents.Read(parsed) is { } file ? options with { Documents = ReadList(file, why => flags.Documents.Refuse(parsed, file, why)) } : options;
    }

    private static Dictionary<string, string> ReadList(string file, Func<string, MisuseException> refuse)
    {
        var info = new FileInfo(file);
        if (!info.Exists) throw refuse("there is no such file");
        if (info.Length > LargestList) throw refuse("it is larger than 64 MB");
        if (!JsonInput.TryParse(File.ReadAllBytes(file), out var list, out var failure)) throw refuse($"it is no JSON: {failure}");
        if (list.Kind != InputKind.Object) throw refuse("it must be an object of texts by their SHA-256");
        var documents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (hash, text) in list.Members)
        {
            if (text.Kind != InputKind.String) throw refuse($"'{hash}' is no text");
            // The keys are for people: what a client sends is the hash of the text.
            documents[Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Text)))] = text.Text;
        }
        return documents;
    }
}
