namespace Lintel.Model;

/// <summary>In which form a database that is not ours keeps the values of a type.</summary>
public enum KeptAs
{
    /// <summary>As the value that the database has for it: a number as a number, text as text, a truth value as 0 or 1.</summary>
    Plain,

    /// <summary>Text as whatever it is made text of: the column knows no type.</summary>
    AnyText,

    /// <summary>A time as text of a <see cref="ClockLayout"/>.</summary>
    Layout,

    /// <summary>A time as seconds since 1970, in UTC.</summary>
    UnixSeconds,

    /// <summary>A time as milliseconds since 1970, in UTC.</summary>
    UnixMilliseconds,

    /// <summary>A time as a Julian day number with its fraction, exact to the millisecond.</summary>
    Julian,

    /// <summary>A decimal as an integer or a binary64 number.</summary>
    Number,

    /// <summary>A decimal as the text of its digits.</summary>
    Digits,

    /// <summary>A UUID as text in lower case.</summary>
    Lower,

    /// <summary>A UUID as text in upper case.</summary>
    Upper,

    /// <summary>A UUID as 32 hexadecimal digits in lower case, without hyphens.</summary>
    Hex,

    /// <summary>A UUID as its 16 bytes, in the order in which it is written.</summary>
    Blob,

    /// <summary>A truth value as one of two words.</summary>
    Words,

    /// <summary>As a type of the database's own, of which more is known than the contract says: <see cref="Kept.Native"/>.</summary>
    Native,
}

/// <summary>
/// The form in which a database that is not ours keeps the values of a column, where its own type does not tell: SQLite has none for times, decimals
/// and UUIDs. Part of the <see cref="FieldType"/>, so that whoever reads or binds a value knows it.
/// </summary>
/// <param name="As">The form.</param>
/// <param name="Layout">The layout of <see cref="KeptAs.Layout"/>; null for other forms.</param>
/// <param name="False">The word for false of <see cref="KeptAs.Words"/>; null for other forms.</param>
/// <param name="True">The word for true; null for other forms.</param>
public sealed record Kept(KeptAs As, ClockLayout? Layout = null, string? False = null, string? True = null)
{
    /// <summary>The type that a value, or each element of an array, has in the database, as SQL writes it; null but for <see cref="KeptAs.Native"/>.</summary>
    public string? Native { get; private init; }

    /// <summary>Whether values of a native type can be told apart by the database. Default: true.</summary>
    public bool HasEquality { get; init; } = true;

    /// <summary>Whether values of a native type have an order in the database. Default: true.</summary>
    public bool HasOrder { get; init; } = true;

    /// <summary>As a type of the database's own, which SQL writes so.</summary>
    public static Kept AsNative(string type) => new(KeptAs.Native) { Native = type };

    /// <summary>Whether the database keeps every other value out of the column. Default: false, since a column of SQLite holds any value whatever its type.</summary>
    public bool IsCertain { get; init; }

    /// <summary>The forms that a contract may name, by the kinds that have a choice, for messages.</summary>
    public static string Choices(ScalarKind kind) => kind switch
    {
        ScalarKind.Date or ScalarKind.DateTime or ScalarKind.Timestamp => "`iso`, `unixSeconds`, `unixMilliseconds`, `julian` or a layout such as `yyyy-MM-dd HH:mm:ss`",
        ScalarKind.Time => "`iso` or a layout such as `HH:mm:ss`",
        ScalarKind.Decimal => "`number` or `text`",
        ScalarKind.Uuid => "`lower`, `upper`, `hex` or `blob`",
        ScalarKind.Bool => "`number`, or the words for false and true such as `no/yes`",
        ScalarKind.String or ScalarKind.Text or ScalarKind.Int or ScalarKind.Long or ScalarKind.Double or ScalarKind.Duration or ScalarKind.Email or ScalarKind.Url
            or ScalarKind.Json or ScalarKind.Bytes or ScalarKind.Enum or ScalarKind.Native => "",
    };

    /// <summary>The form of that name for a kind; null: it has no such form.</summary>
    public static Kept? Parse(ScalarKind kind, string name) => kind switch
    {
        ScalarKind.Date or ScalarKind.DateTime or ScalarKind.Timestamp => name switch
        {
            "unixSeconds" => new Kept(KeptAs.UnixSeconds),
            "unixMilliseconds" => new Kept(KeptAs.UnixMilliseconds),
            "julian" => new Kept(KeptAs.Julian),
            _ => ParseLayout(kind, name),
        },
        ScalarKind.Time => ParseLayout(kind, name),
        ScalarKind.Decimal => name switch { "number" => new Kept(KeptAs.Number), "text" => new Kept(KeptAs.Digits), _ => null },
        ScalarKind.Uuid => name switch
        {
            "lower" => new Kept(KeptAs.Lower),
            "upper" => new Kept(KeptAs.Upper),
            "hex" => new Kept(KeptAs.Hex),
            "blob" => new Kept(KeptAs.Blob),
            _ => null,
        },
        ScalarKind.Bool => name == "number" ? new Kept(KeptAs.Plain) : name.Split('/') is [{ Length: > 0 } no, { Length: > 0 } yes] && no != yes ? new Kept(KeptAs.Words, null, no, yes) : null,
        ScalarKind.String or ScalarKind.Text or ScalarKind.Int or ScalarKind.Long or ScalarKind.Double or ScalarKind.Duration or ScalarKind.Email or ScalarKind.Url
            or ScalarKind.Json or ScalarKind.Bytes or ScalarKind.Enum or ScalarKind.Native => null,
    };

    /// <summary>The layout of a kind of time where the contract names none: SQLite's own, with a fraction where there is one.</summary>
    public static ClockLayout DefaultLayout(ScalarKind kind) => ClockLayout.Parse(
        kind, kind == ScalarKind.Date ? "yyyy-MM-dd" : kind == ScalarKind.Time ? "HH:mm:ss.FFFFFF" : "yyyy-MM-dd HH:mm:ss.FFFFFF")!;

    /// <summary>The least difference of two values that the form keeps apart, in the unit of the kind: microseconds, or days of a date, of which every form keeps each.</summary>
    public long Step(ScalarKind kind) => kind == ScalarKind.Date ? 1 : As switch
    {
        KeptAs.Layout => Layout!.Step,
        KeptAs.UnixSeconds => 1_000_000,
        KeptAs.UnixMilliseconds or KeptAs.Julian => 1000,
        KeptAs.Plain or KeptAs.AnyText or KeptAs.Number or KeptAs.Digits or KeptAs.Lower or KeptAs.Upper or KeptAs.Hex or KeptAs.Blob or KeptAs.Words or KeptAs.Native => 1,
    };

    /// <summary>The form as a contract names it.</summary>
    public override string ToString() => As switch
    {
        KeptAs.Plain or KeptAs.Number => "number",
        KeptAs.AnyText or KeptAs.Digits => "text",
        KeptAs.Layout => Layout!.Text,
        KeptAs.UnixSeconds => "unixSeconds",
        KeptAs.UnixMilliseconds => "unixMilliseconds",
        KeptAs.Julian => "julian",
        KeptAs.Lower => "lower",
        KeptAs.Upper => "upper",
        KeptAs.Hex => "hex",
        KeptAs.Blob => "blob",
        KeptAs.Words => $"{False}/{True}",
        KeptAs.Native => Native!,
    };

    private static Kept? ParseLayout(ScalarKind kind, string text) =>
        (text == "iso" ? DefaultLayout(kind) : ClockLayout.Parse(kind, text)) is { } layout ? new Kept(KeptAs.Layout, layout) : null;
}
