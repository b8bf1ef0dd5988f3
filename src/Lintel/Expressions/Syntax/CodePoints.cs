using System.Globalization;
using System.Text;

namespace Lintel.Expressions.Syntax;

/// <summary>Sets of code points as sorted ranges, and as the classes of regular expressions. Surrogates are in none.</summary>
internal static class CodePoints
{
    private const int Last = 0x10FFFF, FirstSurrogate = 0xD800, LastSurrogate = 0xDFFF, FirstPair = 0x10000;

    public static List<(int First, int Last)> Digits { get; } = [('0', '9')];

    public static List<(int First, int Last)> Words { get; } = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];

    public static List<(int First, int Last)> Spaces { get; } = [('\t', '\r'), (' ', ' ')];

    /// <summary>All that are not in the set.</summary>
    public static List<(int First, int Last)> Others(List<(int First, int Last)> ranges)
    {
        var others = new List<(int, int)>();
        var next = 0;
        foreach (var (first, last) in Normal(ranges))
        {
            if (first > next) others.Add((next, first - 1));
            next = last + 1;
        }
        if (next <= Last) others.Add((next, Last));
        return others;
    }

    /// <summary>The set sorted, without overlaps, NUL and surrogates.</summary>
    public static List<(int First, int Last)> Normal(List<(int First, int Last)> ranges)
    {
        var normal = new List<(int First, int Last)>();
        foreach (var (from, to) in ranges.OrderBy(range => range.First))
        {
            var first = Math.Max(from, 1);
            if (normal.Count > 0 && first <= normal[^1].Last + 1)
            {
                normal[^1] = (normal[^1].First, Math.Max(normal[^1].Last, to));
                continue;
            }
            if (first <= to) normal.Add((first, to));
        }
        for (var i = normal.Count - 1; i >= 0; i--)
        {
            var (first, last) = normal[i];
            if (last < FirstSurrogate || first > LastSurrogate) continue;
            normal.RemoveAt(i);
            if (last > LastSurrogate) normal.Insert(i, (LastSurrogate + 1, last));
            if (first < FirstSurrogate) normal.Insert(i, (first, FirstSurrogate - 1));
        }
        return normal;
    }

    /// <summary>The set for an engine of code points.</summary>
    public static string Utf32(List<(int First, int Last)> set)
    {
        if (set.Count == 0) return "[^\\u0001-\\U0010ffff]";
        var text = new StringBuilder("[");
        foreach (var (first, last) in set)
        {
            text.Append(CultureInfo.InvariantCulture, $"\\U{first:x8}");
            if (last > first) text.Append(CultureInfo.InvariantCulture, $"-\\U{last:x8}");
        }
        return text.Append(']').ToString();
    }

    /// <summary>The set for an engine of UTF-16 code units: what lies beyond 16 bits is a pair.</summary>
    public static string Utf16(List<(int First, int Last)> set, out int size)
    {
        var ways = new List<string>();
        var units = new StringBuilder();
        foreach (var (first, last) in set)
        {
            if (first < FirstPair) units.Append(Unit(first, Math.Min(last, FirstPair - 1)));
            if (last >= FirstPair) Pairs(Math.Max(first, FirstPair) - FirstPair, last - FirstPair, ways);
        }
        if (units.Length > 0) ways.Insert(0, $"[{units}]");
        size = Math.Max(1, ways.Sum(way => way[0] == '[' && way.IndexOf(']', StringComparison.Ordinal) == way.Length - 1 ? 1 : 2));
        return ways.Count == 0 ? "[^\\u0000-\\uffff]" : $"(?:{string.Join('|', ways)})";
    }

    private static void Pairs(int first, int last, List<string> ways)
    {
        var (firstHigh, lastHigh) = (first >> 10, last >> 10);
        if (firstHigh == lastHigh)
        {
            Add(firstHigh, firstHigh, first & 0x3FF, last & 0x3FF);
            return;
        }
        if ((first & 0x3FF) != 0) Add(firstHigh, firstHigh++, first & 0x3FF, 0x3FF);
        var rest = (last & 0x3FF) != 0x3FF;
        if (firstHigh <= (rest ? lastHigh - 1 : lastHigh)) Add(firstHigh, rest ? lastHigh - 1 : lastHigh, 0, 0x3FF);
        if (rest) Add(lastHigh, lastHigh, 0, last & 0x3FF);

        void Add(int high, int highEnd, int low, int lowEnd) => ways.Add($"[{Unit(0xD800 + high, 0xD800 + highEnd)}][{Unit(0xDC00 + low, 0xDC00 + lowEnd)}]");
    }

    private static string Unit(int first, int last) =>
        first == last ? FormattableString.Invariant($"\\u{first:x4}") : FormattableString.Invariant($"\\u{first:x4}-\\u{last:x4}");
}
