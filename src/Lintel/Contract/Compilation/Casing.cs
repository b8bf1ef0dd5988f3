using System.Text;
using Humanizer;

namespace Lintel.Contract.Compilation;

/// <summary>Makes the names of columns, paths and relations from camelCase ones.</summary>
internal static class Casing
{
    /// <summary><c>unitPrice</c> as <c>unit_price</c>.</summary>
    public static string Snake(string name) => Split(name, '_');

    /// <summary><c>orderLines</c> as <c>order-lines</c>.</summary>
    public static string Kebab(string name) => Split(name, '-');

    /// <summary><c>id</c> as <c>Id</c>.</summary>
    public static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary><c>Line</c> as <c>line</c>.</summary>
    public static string Small(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary><c>mediaType</c> as <c>mediaTypes</c>: the English plural of the last word.</summary>
    public static string Plural(string name) => OfLastWord(name, word => word.Pluralize(inputIsKnownToBeSingular: false));

    /// <summary><c>tracks</c> as <c>track</c>.</summary>
    public static string Singular(string name) => OfLastWord(name, word => word.Singularize(inputIsKnownToBePlural: false));

    private static string OfLastWord(string name, Func<string, string> change)
    {
        var start = name.Length - 1;
        while (start > 0 && !char.IsAsciiLetterUpper(name[start]))
            start--;
        var changed = change(name[start..].ToLowerInvariant());
        if (changed.Length == 0 || !changed.All(char.IsAsciiLetterOrDigit))
            return name;
        return name[..start] + (start > 0 ? Capital(changed) : changed);
    }

    private static string Split(string name, char sign)
    {
        var split = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var upper = char.IsAsciiLetterUpper(name[i]);
            var begins = upper && i > 0 && (!char.IsAsciiLetterUpper(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
            if (begins && split[^1] != sign)
                split.Append(sign);
            split.Append(char.ToLowerInvariant(name[i]));
        }

        return split.ToString();
    }
}
