using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Lintel.Search;
using Lintel.Sqlite.Foreign;

namespace Lintel.Sqlite.Native;

/// <summary>What Lintel adds to SQL on each of its connections. None of it can raise: SQLite could not pass it on.</summary>
internal static unsafe class Functions
{
    /// <summary>The collation of decimals of more than 18 digits: numeric order of their text.</summary>
    public const string Decimal = "LINTEL_DECIMAL";

    /// <summary>Whether the JSON array (1) has an element that is written like (2).</summary>
    public const string HasElement = "lintel_has_element";

    /// <summary>The binary64 number of its 64 bits as an integer.</summary>
    public const string Double = "lintel_double";

    /// <summary>Exact arithmetic: operator, left, its scale, right, its scale, form and scale of the result.</summary>
    public const string Arithmetic = "lintel_arithmetic";

    /// <summary>The binary64 number nearest to a decimal (1) of a scale (2).</summary>
    public const string ToDouble = "lintel_to_double";

    /// <summary>Whether a text (1) ends with another (2).</summary>
    public const string EndsWith = "lintel_ends_with";

    /// <summary>Whether a pattern (2) is found in a text (1).</summary>
    public const string Matches = "lintel_matches";

    /// <summary>The part of the calendar (1) that a time (2) in microseconds since 1970 lies in.</summary>
    public const string Calendar = "lintel_calendar";

    /// <summary>The exact sum of numbers (1) of a scale (2), in a form (3) and scale (4).</summary>
    public const string Sum = "lintel_sum";

    /// <summary>The exact mean of numbers, with the arguments of <see cref="Sum"/>.</summary>
    public const string Mean = "lintel_mean";

    /// <summary>The words of the first code points, as many as (2) says, of a text (1). Its name changes with the alphabet: then what it made is made anew.</summary>
    public static readonly string Words = string.Create(CultureInfo.InvariantCulture, $"lintel_words_{SearchAlphabet.Version}");

    /// <summary>Minus the relevance of a row to the words (1) of a search, by the first code points, as many as (2) says, of its fields (3 and further).</summary>
    public const string Relevance = "lintel_relevance";

    /// <summary>How close a row comes to terms (1), one a line, by the first code points, as many as (2) says, of its fields (3 and further); 0: it is not found.</summary>
    public const string Closeness = "lintel_closeness";

    /// <summary>The form of a result that is a 64-bit integer; a positive form is a number of digits.</summary>
    public const int Integer = 0;

    /// <summary>The form of a result that is an instant of the years 1 to 9999.</summary>
    public const int Instant = -1;

    /// <summary>Registers all of it.</summary>
    public static void Register(nint database)
    {
        const int Flags = Sqlite3.Utf8 | Sqlite3.Deterministic | Sqlite3.Innocuous;
        _ = Sqlite3.CreateCollation(database, Decimal, Sqlite3.Utf8, 0, &CompareDecimals, 0);
        _ = Sqlite3.CreateFunction(database, HasElement, 2, Flags, 0, &OnHasElement, 0, 0, 0);
        _ = Sqlite3.CreateFunction(database, Double, 1, Flags, 0, &OnDouble, 0, 0, 0);
        _ = Sqlite3.CreateFunction(database, Arithmetic, 7, Flags, 0, &Computation.OnArithmetic, 0, 0, 0);
        _ = Sqlite3.CreateFunction(database, ToDouble, 2, Flags, 0, &Computation.OnToDouble, 0, 0, 0);
        _ = Sqlite3.CreateFunction(database, EndsWith, 2, Flags, 0, &Computation.OnEndsWith, 0, 0, 0);
        _ = Sqlite3.CreateFunction(database, Matches, 2, Flags, 0, &Computation.OnMatches, 0, 0, 0);
        _ = Sqlite3.CreateFunction(database, Calendar, 2, Flags, 0, &Computation.OnCalendar, 0, 0, 0);
        _ = Sqlite3.CreateFunction(database, ForeignFunctions.Held, 2, Flags, 0, &ForeignFunctions.OnHeld, 0, 0, 0);
        _ = Sqlite3.CreateFunction(database, Words, 2, Flags, 0, &Searching.OnWords, 0, 0, 0);
        _ = Sqlite3.CreateFunction(database, Relevance, -1, Flags, 0, &Searching.OnRelevance, 0, 0, 0);
        _ = Sqlite3.CreateFunction(database, Closeness, -1, Flags, 0, &Searching.OnCloseness, 0, 0, 0);
        _ = Sqlite3.CreateAggregate(database, Sum, 4, Flags, 0, 0, &Computation.OnStep, &Computation.OnSum, 0);
        _ = Sqlite3.CreateAggregate(database, Mean, 4, Flags, 0, 0, &Computation.OnStep, &Computation.OnMean, 0);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CompareDecimals(nint state, int leftLength, byte* left, int rightLength, byte* right) =>
        DecimalOrder.Compare(new ReadOnlySpan<byte>(left, leftLength), new ReadOnlySpan<byte>(right, rightLength));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnHasElement(nint context, int count, nint* values)
    {
        if (Sqlite3.ValueType(values[0]) != Sqlite3.TypeText || Sqlite3.ValueType(values[1]) != Sqlite3.TypeText) return;
        Sqlite3.ResultInteger(context, Has(Bytes(values[0]), Bytes(values[1])) ? 1 : 0);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDouble(nint context, int count, nint* values) =>
        Sqlite3.ResultDouble(context, BitConverter.Int64BitsToDouble(Sqlite3.ValueInteger(values[0])));

    private static bool Has(ReadOnlySpan<byte> array, ReadOnlySpan<byte> element)
    {
        // Elements are written by one writer only, so that equal values are equal bytes.
        try
        {
            var reader = new Utf8JsonReader(array);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) return false;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (array[start..(int)reader.BytesConsumed].SequenceEqual(element)) return true;
            }
            return false;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The bytes of a text or blob.</summary>
    public static ReadOnlySpan<byte> Bytes(nint value)
    {
        var bytes = Sqlite3.ValueBytes(value);
        return new ReadOnlySpan<byte>(bytes, Sqlite3.ValueLength(value));
    }
}
