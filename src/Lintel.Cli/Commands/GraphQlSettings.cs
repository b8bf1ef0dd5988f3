using System.CommandLine;
using Lintel.Http.GraphQl;

namespace Lintel.Cli.Commands;

/// <summary>How <c>lintel run</c> serves GraphQL, by flags and environment.</summary>
internal static class GraphQlSettings
{
    /// <summary>The flags, with their environment variables.</summary>
    internal sealed record Flags(Setting Mode, Setting Documents)
    {
        public static Flags For(Terminal terminal) => new(
            new Setting("--graphql", "mode", "LINTEL_GRAPHQL", "open: with introspection and the query page; closed: without; off: not at all.", "open", terminal),
            new Setting("--graphql-documents", "file", "LINTEL_GRAPHQL_DOCUMENTS", "The only documents that are answered: JSON, {\"id\": \"text\"}, as compilers of clients write it.", "any are", terminal));

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
        return flags.Documents.Read(parsed) is { } file ? options with { Documents = AllowedDocuments.Read(file, why => flags.Documents.Refuse(parsed, file, why)) } : options;
    }
}
