using System.Text;
using Lintel.Model;

namespace Lintel.Http.OpenApi;

/// <summary>Names of the model turned into words for people, and into the case of schemas.</summary>
internal static class Words
{
    /// <summary><c>orderLine</c> → <c>OrderLine</c>.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary><c>orderLine</c> → <c>order line</c>.</summary>
    public static string Of(string name) => Split(name);

    /// <summary>The resource in the plural: <c>order lines</c>.</summary>
    public static string Plural(Resource resource) => Of(resource.Plural);

    /// <summary>The resource with its article: <c>an order line</c>.</summary>
    public static string One(Resource resource) => Article(Of(resource.Name));

    /// <summary>The name of a resource's tag: <c>Order lines</c>.</summary>
    public static string Tag(Resource resource) => Capital(Plural(resource));

    /// <summary>The text with a capital at its start.</summary>
    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary><c>a, b and c</c>.</summary>
    public static string Join(IReadOnlyList<string> words, string last = "and") => words.Count switch
    {
        0 => "",
        1 => words[0],
        _ => $"{string.Join(", ", words.Take(words.Count - 1))} {last} {words[^1]}",
    };

    private static string Article(string words) => (words[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an " : "a ") + words;

    private static string Split(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            // A run of capitals is one word: sizeOfURL → size of url.
            if (i > 0 && char.IsAsciiLetterUpper(name[i]) && (!char.IsAsciiLetterUpper(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1]))))
            {
                text.Append(' ');
            }
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }
}
