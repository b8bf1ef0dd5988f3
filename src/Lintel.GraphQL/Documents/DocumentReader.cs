using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using Lintel.Errors;
using Lintel.GraphQL.Answering;
using Lintel.Model;

namespace Lintel.GraphQL.Documents;

/// <summary>Reads the text of a document.</summary>
internal static class DocumentReader
{
    // Of nodes within each other, of which a level of fields takes two; far from where the stack ends.
    private const int Depth = 256;

    private static readonly ParserOptions Options = new() { Ignore = IgnoreOptions.Comments, MaxDepth = Depth };

    /// <summary>The document, or what is wrong with its text.</summary>
    public static (GraphQLDocument? Document, AnswerError? Error) Read(string text, ServiceLimits limits)
    {
        if (text.Length > limits.GraphqlDocument)
            return (null, AnswerError.Of(ErrorCatalogue.DocumentTooLarge.Because($"A document has at most {limits.GraphqlDocument} characters; this one has {text.Length}.")));
        try
        {
            return (Parser.Parse(text, Options), null);
        }
        catch (GraphQLMaxDepthExceededException)
        {
            return (null, AnswerError.Of(ErrorCatalogue.DocumentTooLarge.Because("The document nests too deeply.")));
        }
        catch (GraphQLSyntaxErrorException exception)
        {
            return (null, AnswerError.Of(ErrorCatalogue.InvalidDocument.Because(Words(exception.Description)), null, (exception.Location.Line, exception.Location.Column)));
        }
        // Numbers and escapes that it can't read end in all kinds of exceptions.
        catch (Exception exception) when (exception is GraphQLParserException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            return (null, AnswerError.Of(ErrorCatalogue.InvalidDocument.Because("The text is no document of GraphQL.")));
        }
    }

    // Where to read about it is no part of what is wrong.
    private static string Words(string description)
    {
        var end = description.IndexOf("; for more information", StringComparison.Ordinal);
        return end < 0 ? description : description[..end] + ".";
    }
}
