using System.Collections.Frozen;
using Lintel.Contract.Fields;

namespace Lintel.Adoption.Naming;

/// <summary>Makes names valid: what the language takes for something else, what begins with a digit, what is too long.</summary>
internal static class Reserved
{
    /// <summary>Longest name.</summary>
    public const int MaxLength = 50;

    private static readonly string[] Digits = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    // An expression could not name them.
    private static readonly FrozenSet<string> ExpressionWords = FrozenSet.Create(StringComparer.Ordinal, "null", "true", "false", "and", "or", "not", "in", "now", "input", "has");

    /// <summary>A name of a resource: <c>date</c>, which is a type, becomes <c>dateRecord</c>.</summary>
    public static string Resource(IReadOnlyList<string> words)
    {
        var name = Valid(words, "table");
        return ScalarTypes.IsName(name) || ExpressionWords.Contains(name) || name is "native" or "none" ? Shortened(name + "Record") : name;
    }

    /// <summary>A name of a field or relation: <c>null</c> becomes <c>nullValue</c>, <c>id</c> of what is no key <c>idValue</c>.</summary>
    public static string Field(IReadOnlyList<string> words)
    {
        var name = Valid(words, "column");
        return ExpressionWords.Contains(name) ? Shortened(name + "Value") : name;
    }

    /// <summary>A name of at most <see cref="MaxLength"/> characters, cut where it is longer, with room for what makes it different again.</summary>
    public static string Shortened(string name, string suffix = "") =>
        (name.Length + suffix.Length <= MaxLength ? name : name[..(MaxLength - suffix.Length)]) + suffix;

    private static string Valid(IReadOnlyList<string> words, string empty)
    {
        if (words.Count == 0)
            return empty;
        var first = words[0];
        if (char.IsAsciiDigit(first[0]))
        {
            words = first.Length > 1 && char.IsAsciiDigit(first[1]) ? ["n" + first, .. words.Skip(1)]
                : first.Length == 1 ? [Digits[first[0] - '0'], .. words.Skip(1)]
                : [Digits[first[0] - '0'], first[1..], .. words.Skip(1)];
        }

        return Shortened(Words.Camel(words));
    }
}
