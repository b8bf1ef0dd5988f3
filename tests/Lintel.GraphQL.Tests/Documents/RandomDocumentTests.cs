using CsCheck;
using Lintel.GraphQL.Documents;
using Lintel.Model;

namespace Lintel.GraphQL.Tests.Documents;

/// <summary>Whatever is sent as a document is valid or refused with a reason; nothing throws.</summary>
public sealed class RandomDocumentTests
{
    // Whole tokens, so that much of it parses, and what is none.
    private static readonly string[] Tokens =
    [
        "{", "}", "(", ")", "[", "]", ":", "!", "=", "|", "@", "$", "...", "&", "query", "mutation", "subscription", "fragment", "on", "true", "false", "null", "Query", "Order", "orders", "nodes", "id",
        "total", "where", "first", "F", "F", "$v", "Int", "1", "-1", "1.5", "1e999", "99999999999999999999", "\"x\"", "\"\\u0041\"", "\"\\uD800\"", "\"", "\"\"\"", "#", "\n", ",", "\uFEFF", "\0", "é", "😀", "__schema",
        "__type", "__typename", "types", "fields", "@include", "@skip", "if", "type", "extend", "{ orders { nodes { id } } }", "fragment F on Order { id }", "...F", "query($v: Int)",
    ];

    [Fact]
    public void Random_tokens_are_a_document_or_refused() =>
        Gen.OneOf(Tokens.Select(Gen.Const).ToArray()).Array[0, 40].Select(tokens => string.Join(' ', tokens)).Sample(Answers, iter: 3000, threads: 1);

    [Fact]
    public void Random_text_is_a_document_or_refused() => Gen.String[0, 200].Sample(Answers, iter: 2000, threads: 1);

    [Fact]
    public void Random_selections_with_fragments_are_a_document_or_refused()
    {
        var field = Gen.OneOf(((string[])["id", "total", "a: id", "__typename", "customer", "orders", "...F0", "...F1", "...F2", "... on Order"]).Select(Gen.Const).ToArray());
        var set = Gen.Recursive<string>((depth, inner) => depth > 4
            ? Gen.Const("{ id }")
            : Gen.Select(field, Gen.Bool, inner).Select((name, hasSet, below) => hasSet || name.StartsWith("... ", StringComparison.Ordinal) ? $"{name} {below}" : name).Array[1, 4].Select(all => $"{{ {string.Join(' ', all)} }}"));
        Gen.Select(set, set, set, set).Select((root, a, b, c) => $"{root} fragment F0 on Order {a} fragment F1 on Order {b} fragment F2 on Query {c}").Sample(Answers, iter: 2000, threads: 1);
    }

    private static bool Answers(string text)
    {
        var (document, errors) = new DocumentCache(Shop.Schema, ServiceLimits.Default).FindAsync(text, default).AsTask().GetAwaiter().GetResult();
        return document is null ? errors.Count > 0 && errors.All(error => error.Problem.Error.Status == 400 && error.Message.Length > 0) : errors.Count == 0;
    }
}
