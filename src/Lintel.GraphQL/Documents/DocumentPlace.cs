using GraphQLParser.AST;

namespace Lintel.GraphQL.Documents;

/// <summary>Where something stands in a document.</summary>
internal static class DocumentPlace
{
    /// <summary>Its line and column, from 1.</summary>
    public static (int Line, int Column) Of(GraphQLDocument document, ASTNode node)
    {
        ReadOnlySpan<char> text = document.Source.Span;
        var before = text[..Math.Min(node.Location.Start, text.Length)];
        return (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
