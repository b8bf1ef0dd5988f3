using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Lintel.Expressions;

namespace Lintel.Model;

/// <summary>What a field gets when the caller gives nothing.</summary>
public enum DefaultKind
{
    /// <summary>No default: the field is required, or null where it may be.</summary>
    None,

    /// <summary>The literal in <see cref="Field.DefaultValue"/>.</summary>
    Literal,

    /// <summary>The time of the request, <c>now()</c>.</summary>
    Now,

    /// <summary>A UUID version 7 (RFC 9562) made by the engine.</summary>
    Uuid7,

    /// <summary>The next number, made by the store.</summary>
    Identity,

    /// <summary>What the database has for a default, which is not known here: <c>default: database</c>.</summary>
    Database,
}

/// <summary>What part a field plays that the engine itself takes care of.</summary>
public enum FieldRole
{
    /// <summary>An ordinary field.</summary>
    Plain,

    /// <summary>Part of the key that the resource got without declaring it as a field: <c>id</c>.</summary>
    Key,

    /// <summary>When the row was created.</summary>
    CreatedAt,

    /// <summary>When the row, or an owned child of it, last changed.</summary>
    UpdatedAt,

    /// <summary>How often the aggregate changed, starting at 1: what an ETag is made of.</summary>
    Version,

    /// <summary>When the row was deleted softly; null: it is there.</summary>
    DeletedAt,

    /// <summary>Whose the row is, from the contract's <c>tenant</c>; in answers only where it is named.</summary>
    Tenant,

    /// <summary>The key of the row that a reference points at (<c>customerId</c>).</summary>
    Reference,

    /// <summary>The key of the parent of an owned child (<c>orderId</c>); taken from the path or the parent, never from the body.</summary>
    Parent,

    /// <summary>How well a row fits a search, the least first: an order of one request, and no field of any resource.</summary>
    Relevance,

    /// <summary>Whether who asks may do an action with the row: of one request, and no field of any resource.</summary>
    Right,
}

/// <summary>One scalar field of a resource, with everything that is checked and shown about it. Frozen.</summary>
public sealed class Field
{
    private readonly Column? _column;
    private FieldType? _type;
    private bool _nullable;
    private int? _maxLength;

    /// <summary>The name on the wire, camelCase.</summary>
    public required string Name
    {
        get;
        init
        {
            field = value;
            JsonName = JsonEncodedText.Encode(value);
        }
    }

    /// <summary>The name on the wire, encoded once for the JSON writer.</summary>
    public JsonEncodedText JsonName { get; private init; }

    /// <summary>The place in <see cref="Resource.Fields"/>.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The type; of a computed field that of its expression.</summary>
    public required FieldType Type { get => _type!; init => _type = value; }

    /// <summary>Where the value is stored.</summary>
    /// <exception cref="InvalidOperationException">It is stored nowhere: <see cref="IsStored"/> is false.</exception>
    [AllowNull]
    public Column Column { get => _column ?? throw new InvalidOperationException($"'{Name}' is in no column: it is computed."); init => _column = value; }

    /// <summary>Whether the value is in a column; otherwise each statement computes it.</summary>
    public bool IsStored => _column is not null;

    /// <summary>What the value is computed from, of the row itself and of rows that it leads to; null: it is given, or made by the engine or the store.</summary>
    public Expression? Computed { get; private set; }

    /// <summary>Whether nobody gives the value: it is computed.</summary>
    public bool IsComputed => Computed is not null;

    /// <summary>Whether the value is computed from rows of its aggregate and kept in a column, which the engine writes behind each change.</summary>
    public bool IsMaintained => _column is { Maintained: not null };

    /// <summary>Whether the value may change while that stays which an entity tag is made of: it depends on rows beyond, or on the time. Default: false.</summary>
    public bool LooksBeyond { get; private set; }

    /// <summary>What the engine uses the field for. Default: <see cref="FieldRole.Plain"/>.</summary>
    public FieldRole Role { get; init; }

    /// <summary>Whether the value may be null. Default: false.</summary>
    public bool Nullable { get => _nullable; init => _nullable = value; }

    /// <summary>What the field gets when the caller gives nothing. Default: <see cref="DefaultKind.None"/>.</summary>
    public DefaultKind Default { get; init; }

    /// <summary>The literal default, where <see cref="Default"/> is <see cref="DefaultKind.Literal"/>.</summary>
    public Value DefaultValue { get; init; }

    /// <summary>Whether a create must give the field: no <c>?</c>, no default, and not made by the engine.</summary>
    public bool Required => !Nullable && Default == DefaultKind.None && !ReadOnly;

    /// <summary>Least length in code points (bytes for <c>bytes</c>); null: none.</summary>
    public int? MinLength { get; init; }

    /// <summary>Greatest length in code points (bytes for <c>bytes</c>); null: none but the body limit.</summary>
    public int? MaxLength { get => _maxLength; init => _maxLength = value; }

    /// <summary>Least value; null: that of the type. In the unit of the type: scaled for decimals, microseconds for times.</summary>
    public Bound? Minimum { get; init; }

    /// <summary>Greatest value; null: that of the type.</summary>
    public Bound? Maximum { get; init; }

    /// <summary>The most elements that a contract may allow an array, or rows and links that it may allow a relation.</summary>
    public const int MostItems = 100_000;

    /// <summary>Most elements of an array. Default: 1,000.</summary>
    public int MaxItems { get; init; } = 1000;

    /// <summary>A regular expression that values must match as a whole, linear time (<c>NonBacktracking</c>); null: none.</summary>
    public string? Pattern { get; init; }

    /// <summary>Whether <c>search=</c> looks into the field. Default: false.</summary>
    public bool Searchable { get; init; }

    /// <summary>Whether callers can't write the field: managed ones, states, and those declared <c>readOnly</c>. Default: false.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether the field is never part of an answer. Default: false.</summary>
    public bool WriteOnly { get; init; }

    /// <summary>Whether the field can be given on create only. Default: false.</summary>
    public bool Immutable { get; init; }

    /// <summary>Who may see and write it. Set once, after every field is known; null: who may do so with its row.</summary>
    public FieldAccess? Access { get; internal set; }

    /// <summary>Whether a caller may see the row and yet not the field. Known before <see cref="Access"/>. Default: false.</summary>
    public bool MayBeUnseen { get; init; }

    /// <summary>Whether clients should stop using the field. Default: false.</summary>
    public bool Deprecated { get; init; }

    /// <summary>What the field is, for people; null where the contract says nothing.</summary>
    public string? Description { get; init; }

    /// <summary>A JSON Schema <c>format</c> that the contract adds for clients; null: that of the type.</summary>
    public string? Format { get; init; }

    /// <summary>Sample values, each valid for the type; may be empty.</summary>
    public IReadOnlyList<Value> Examples { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type}{(Nullable ? "?" : "")}";

    /// <summary>Whether that column holds the value.</summary>
    public bool IsIn(Column column) => _column == column;

    /// <summary>Says in which form a database that is not ours keeps the values.</summary>
    internal void KeepAs(Kept form) => _type = _type! with { Kept = form };

    /// <summary>Says what the field is computed from. Called once, after every resource is known, since an expression may name any of them.</summary>
    internal void Compute(Expression expression, FieldType type, int? maxLength, bool looksBeyond)
    {
        Computed = expression;
        (_type, _nullable, _maxLength) = (type.Plain, expression.Nullable, maxLength);
        LooksBeyond = looksBeyond;
    }
}

/// <summary>An end of a range of values.</summary>
/// <param name="Value">The end itself, of the field's type.</param>
/// <param name="Exclusive">Whether the end is outside the range.</param>
public readonly record struct Bound(Value Value, bool Exclusive);
