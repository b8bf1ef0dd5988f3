using System.Globalization;

namespace Lintel.Model;

/// <summary>The type of a field: a scalar kind with its parameters, or an array of such.</summary>
public sealed record FieldType
{
    /// <summary>What each value (of an array: each element) is.</summary>
    public required ScalarKind Kind { get; init; }

    /// <summary>Whether the field holds an ordered list of values. Default: false.</summary>
    public bool IsArray { get; init; }

    /// <summary>All digits of a <see cref="ScalarKind.Decimal"/>, 1 to 38; 0: any number of them, before and behind the point, and for other kinds.</summary>
    public int Precision { get; init; }

    /// <summary>Digits after the point of a <see cref="ScalarKind.Decimal"/>, 0 to <see cref="Precision"/>.</summary>
    public int Scale { get; init; }

    /// <summary>The names of an <see cref="ScalarKind.Enum"/>, in the contract's order; empty for other kinds.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The form in which a database that is not ours keeps values; null: the store's own.</summary>
    public Kept? Kept { get; init; }

    /// <summary>What the database calls a <see cref="ScalarKind.Native"/> type, its parameters among it; null for other kinds.</summary>
    public string? NativeName { get; init; }

    /// <summary>Whether values are kept as a scaled 64-bit integer: a decimal of at most 18 digits.</summary>
    public bool IsScaledInteger => Kind == ScalarKind.Decimal && Precision is > 0 and <= 18;

    /// <summary>The type without the form of a column.</summary>
    public FieldType Plain => Kept is null ? this : this with { Kept = null };

    /// <summary>Whether cells of the type lie in the arena: text, bytes and lists, and UUIDs of a database that is not ours, which may hold other text.</summary>
    public bool IsInArena => IsArray || Kind switch
    {
        ScalarKind.Decimal => !IsScaledInteger,
        ScalarKind.Uuid => Kept is not null,
        ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url or ScalarKind.Json or ScalarKind.Enum or ScalarKind.Bytes or ScalarKind.Native => true,
        ScalarKind.Int or ScalarKind.Long or ScalarKind.Double or ScalarKind.Bool or ScalarKind.Date or ScalarKind.Time or ScalarKind.DateTime
            or ScalarKind.Timestamp or ScalarKind.Duration => false,
    };

    /// <summary>Whether a column may hold values that the type can't, which are then served as text.</summary>
    public bool MayBeOutside => (IsArray && Kept is { As: KeptAs.Native }) || (Kept is { IsCertain: false } && Kind is not (ScalarKind.String or ScalarKind.Text or ScalarKind.Json or ScalarKind.Bytes or ScalarKind.Native));

    /// <summary>The type of one element, of an array; itself otherwise.</summary>
    public FieldType Element => IsArray ? this with { IsArray = false } : this;

    /// <summary>A type without parameters.</summary>
    public static FieldType Of(ScalarKind kind) => new() { Kind = kind };

    /// <summary>The type as the contract's short form writes it.</summary>
    public override string ToString()
    {
        var name = Kind switch
        {
            ScalarKind.Decimal => Precision == 0 ? "decimal" : string.Create(CultureInfo.InvariantCulture, $"decimal({Precision},{Scale})"),
            ScalarKind.Enum => $"enum({string.Join(", ", Members)})",
            ScalarKind.Native => $"native({NativeName})",
            ScalarKind.String => "string",
            ScalarKind.Text => "text",
            ScalarKind.Int => "int",
            ScalarKind.Long => "long",
            ScalarKind.Double => "double",
            ScalarKind.Bool => "bool",
            ScalarKind.Date => "date",
            ScalarKind.Time => "time",
            ScalarKind.DateTime => "datetime",
            ScalarKind.Timestamp => "timestamp",
            ScalarKind.Duration => "duration",
            ScalarKind.Uuid => "uuid",
            ScalarKind.Email => "email",
            ScalarKind.Url => "url",
            ScalarKind.Json => "json",
            ScalarKind.Bytes => "bytes",
        };
        return IsArray ? name + "[]" : name;
    }
}
