using System.Globalization;
using System.Text.RegularExpressions;

namespace Lintel.Model;

/// <summary>Bounds as a contract writes them: <c>100</c>, <c>1MB</c>, <c>10s</c>, <c>50/s</c>.</summary>
public static partial class LimitText
{
    // From the largest on; the last one counts in what a limit counts.
    private static readonly (string Suffix, long Factor)[] Sizes = [("GB", 1L << 30), ("MB", 1L << 20), ("KB", 1L << 10)];
    private static readonly (string Suffix, long Factor)[] Times = [("s", 1000), ("ms", 1)];
    private static readonly (string Suffix, long Factor)[] Counts = [("", 1)];
    private static readonly (string Suffix, long Factor)[] Rates = [("/s", 3600), ("/min", 60), ("/h", 1)];

    // A rate that is none.
    private const string None = "none";

    /// <summary>Regular expressions for what a value of that unit looks like; the subset that .NET and ECMAScript share.</summary>
    public static string Pattern(LimitUnit unit) => unit switch
    {
        LimitUnit.Count => "^[0-9]{1,9}$",
        LimitUnit.Bytes => "^[0-9]{1,9}(KB|MB|GB)$",
        LimitUnit.Time => "^[0-9]{1,9}(ms|s)$",
        LimitUnit.Rate => "^([0-9]{1,9}/(s|min|h)|none)$",
    };

    /// <summary>The value as a contract may write it, in the largest unit that it is a whole number of.</summary>
    public static string Of(LimitUnit unit, long value)
    {
        if (IsNone(unit, value)) return None;
        var (suffix, factor) = Array.Find(Units(unit), one => value % one.Factor == 0 && value > 0);
        return suffix is null ? value.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{value / factor}{suffix}");
    }

    /// <summary>Reads a value.</summary>
    public static bool TryRead(LimitUnit unit, string text, out long value)
    {
        value = unit == LimitUnit.Rate && text == None ? Rate.Unlimited.PerHour : 0;
        if (value > 0) return true;
        if (!Form().IsMatch(text)) return false;
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var (_, factor) = Array.Find(Units(unit), one => one.Suffix == text[digits..]);
        value = long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture) * factor;
        return factor > 0;
    }

    private static (string Suffix, long Factor)[] Units(LimitUnit unit) => unit switch
    {
        LimitUnit.Count => Counts,
        LimitUnit.Bytes => Sizes,
        LimitUnit.Time => Times,
        LimitUnit.Rate => Rates,
    };

    private static bool IsNone(LimitUnit unit, long value) => unit == LimitUnit.Rate && value == Rate.Unlimited.PerHour;

    [GeneratedRegex("^[0-9]{1,9}[/A-Za-z]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
