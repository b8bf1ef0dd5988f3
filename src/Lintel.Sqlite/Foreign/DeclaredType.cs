using System.Globalization;

namespace Lintel.Sqlite.Foreign;

/// <summary>A declared type taken apart: SQLite takes any words for one, and numbers in parentheses.</summary>
/// <param name="Words">The words in capitals, with one space between: <c>NVARCHAR</c>, <c>UNSIGNED BIG INT</c>; empty: there is none.</param>
/// <param name="First">The first number; null: none.</param>
/// <param name="Second">The second; null: none.</param>
internal sealed record DeclaredType(string Words, int? First, int? Second)
{
    private const int MostNumber = 1_000_000;

    /// <summary>Takes it apart.</summary>
    public static DeclaredType Parse(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.IndexOf(')', StringComparison.Ordinal);
        var words = open < 0 ? text : text[..open] + (close > open ? text[(close + 1)..] : "");
        var numbers = open < 0 || close < open ? [] : text[(open + 1)..close].Split(',');
        return new DeclaredType(string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant(), Number(numbers, 0), Number(numbers, 1));
    }

    /// <summary>Whether a word begins or ends with one of these.</summary>
    public bool Has(params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (Words.Contains(part, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    private static int? Number(string[] numbers, int place) =>
        place < numbers.Length && int.TryParse(numbers[place].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostNumber ? number : null;
}
