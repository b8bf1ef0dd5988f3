using System.Buffers;
using System.Text;
using Lintel.Model;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Foreign;

/// <summary>What some values of a column are, whatever it was declared as.</summary>
internal sealed class ColumnSample
{
    private const int LongText = 64; // that no time, number or UUID has
    private const int MostWords = 2;

    private static readonly SearchValues<char> Plain = SearchValues.Create("0123456789.");

    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyyMMdd", "yyyy/MM/dd", "yyyy-MM-dd 00:00:00", "yyyy-MM-ddT00:00:00"];

    // The first that all values have is taken: what is written then looks like what is there.
    private static readonly string[] Clocks =
    [
        .. from between in (string[])["yyyy-MM-dd ", "yyyy-MM-ddT", "yyyy/MM/dd "]
           from time in (string[])["HH:mm:ss.FFFFFF", "HH:mm:ss[.ffffff]", "HH:mm:ss.fff", "HH:mm:ss.ffffff", "HH:mm:ss.FFFFFFF", "HH:mm:ss.fffffff", "HH:mm"]
           from zone in (string[])["", "Z", "+00:00", " +00:00", " UTC"]
           select between + time + zone,
    ];

    private static readonly string[] Times = ["HH:mm:ss.FFFFFF", "HH:mm:ss[.ffffff]", "HH:mm:ss.fff", "HH:mm"];

    private readonly Fit _dates = new(ScalarKind.Date, Dates);
    private readonly Fit _clocks = new(ScalarKind.DateTime, Clocks);
    private readonly Fit _times = new(ScalarKind.Time, Times);
    private readonly HashSet<string> _words = [];
    private int _lower, _upper, _hex, _blobs16;

    /// <summary>How many values there are that are not null.</summary>
    public int Count => Integers + Reals + Texts + Blobs;

    public int Integers { get; private set; }

    public int Reals { get; private set; }

    public int Texts { get; private set; }

    public int Blobs { get; private set; }

    /// <summary>The least and the greatest number.</summary>
    public (double Least, double Greatest) Range { get; private set; } = (double.MaxValue, double.MinValue);

    /// <summary>The most UTF-8 bytes of a text.</summary>
    public int LongestText { get; private set; }

    /// <summary>The most digits before and behind the point, of numbers by their shortest text; null: one has an exponent or is infinite.</summary>
    public (int Whole, int Fraction)? Digits { get; private set; } = (0, 0);

    public bool IsAll(int count) => count > 0 && count == Count;

    /// <summary>The layout that all values have as dates; null: they are no dates.</summary>
    public string? DateLayout => IsAll(Texts) ? _dates.All(Texts) : null;

    /// <summary>The layout that all values have as times of a date; null: they are none.</summary>
    public string? ClockLayout => IsAll(Texts) ? _clocks.All(Texts) : null;

    /// <summary>The layout that all values have as times of a day; null: they are none.</summary>
    public string? TimeLayout => IsAll(Texts) ? _times.All(Texts) : null;

    /// <summary>The form that all values have as UUIDs; null: they are none.</summary>
    public string? Uuid => IsAll(_lower) ? "lower" : IsAll(_upper) ? "upper" : IsAll(_hex) ? "hex" : IsAll(_blobs16) ? "blob" : null;

    /// <summary>The two words that all values are, in their order; null: they are none.</summary>
    public string? Words => IsAll(Texts) && _words.Count <= MostWords
        ? Pairs.FirstOrDefault(pair => _words.All(word => pair.Split('/').Contains(word)))
        : null;

    private static string[] Pairs => ["f/t", "F/T", "n/y", "N/Y", "no/yes", "No/Yes", "NO/YES", "false/true", "False/True", "FALSE/TRUE"];

    public void Add(in StoredValue value)
    {
        switch (value.Type)
        {
            case Sqlite3.TypeInteger:
                Integers++;
                Number(value.Integer, value.Written);
                break;
            case Sqlite3.TypeFloat:
                Reals++;
                Number(value.Real, value.Written);
                break;
            case Sqlite3.TypeText:
                Texts++;
                Text(value.Bytes);
                break;
            case Sqlite3.TypeBlob:
                Blobs++;
                if (value.Bytes.Length == 16) _blobs16++;
                break;
        }
    }

    private void Number(double number, string text)
    {
        Range = (Math.Min(Range.Least, number), Math.Max(Range.Greatest, number));
        var digits = text.AsSpan().TrimStart('-');
        if (digits.ContainsAnyExcept(Plain))
        {
            Digits = null;
            return;
        }
        var point = digits.IndexOf('.');
        if (Digits is { } most) Digits = (Math.Max(most.Whole, point < 0 ? digits.Length : point), Math.Max(most.Fraction, point < 0 ? 0 : digits.Length - point - 1));
    }

    private void Text(ReadOnlySpan<byte> text)
    {
        LongestText = Math.Max(LongestText, text.Length);
        if (text.Length > LongText) return;
        _dates.Add(text);
        _clocks.Add(text);
        _times.Add(text);
        if (_words.Count <= MostWords) _words.Add(Encoding.UTF8.GetString(text));
        if (text.Length is not (32 or 36) || !Guid.TryParse(Encoding.UTF8.GetString(text), out var uuid)) return;
        if (text.SequenceEqual(Encoding.ASCII.GetBytes(uuid.ToString()))) _lower++;
        if (text.SequenceEqual(Encoding.ASCII.GetBytes(uuid.ToString().ToUpperInvariant()))) _upper++;
        if (text.SequenceEqual(Encoding.ASCII.GetBytes(uuid.ToString("N")))) _hex++;
    }

    /// <summary>Which of some layouts texts have.</summary>
    private sealed class Fit(ScalarKind kind, string[] layouts)
    {
        private readonly ClockLayout[] _layouts = [.. layouts.Select(layout => Model.ClockLayout.Parse(kind, layout)!)];
        private readonly int[] _counts = new int[layouts.Length];

        public void Add(ReadOnlySpan<byte> text)
        {
            for (var i = 0; i < _layouts.Length; i++)
            {
                if (_layouts[i].TryRead(text, out _)) _counts[i]++;
            }
        }

        public string? All(int count)
        {
            var place = Array.IndexOf(_counts, count);
            return place < 0 ? null : layouts[place];
        }
    }
}
