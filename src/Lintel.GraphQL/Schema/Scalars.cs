using GraphQL.Types;
using Lintel.Model;

namespace Lintel.GraphQL.Schema;

/// <summary>The scalar types of a schema; one instance of each.</summary>
internal sealed class Scalars
{
    private readonly Dictionary<ScalarKind, ContractScalar> _own = new()
    {
        [ScalarKind.Uuid] = new("UUID", ContractScalar.Forms.Text, "https://www.rfc-editor.org/rfc/rfc9562", "A UUID, in lower case."),
        [ScalarKind.Decimal] = new("Decimal", ContractScalar.Forms.Text | ContractScalar.Forms.Number, null, "A decimal number with all its digits, written as a number; a string is taken too."),
        [ScalarKind.Long] = new("Long", ContractScalar.Forms.Text | ContractScalar.Forms.Integer, null, "A whole number of 64 bits, written as a number; a string is taken too."),
        [ScalarKind.Timestamp] = new("DateTime", ContractScalar.Forms.Text, "https://www.rfc-editor.org/rfc/rfc3339", "An instant, always written in UTC."),
        [ScalarKind.DateTime] = new("LocalDateTime", ContractScalar.Forms.Text, "https://www.rfc-editor.org/rfc/rfc3339", "A date with a time of day, of no time zone."),
        [ScalarKind.Date] = new("Date", ContractScalar.Forms.Text, "https://www.rfc-editor.org/rfc/rfc3339", "A date of the calendar."),
        [ScalarKind.Time] = new("Time", ContractScalar.Forms.Text, "https://www.rfc-editor.org/rfc/rfc3339", "A time of day, of no time zone."),
        [ScalarKind.Duration] = new("Duration", ContractScalar.Forms.Text, "https://www.rfc-editor.org/rfc/rfc3339#appendix-A", "An exact length of time, PnDTnHnMnS."),
        [ScalarKind.Json] = new("JSON", ContractScalar.Forms.Any, "https://www.rfc-editor.org/rfc/rfc8259", "Any JSON value."),
        [ScalarKind.Bytes] = new("Bytes", ContractScalar.Forms.Text, "https://www.rfc-editor.org/rfc/rfc4648#section-4", "Bytes, in base64."),
        [ScalarKind.Url] = new("URL", ContractScalar.Forms.Text, "https://url.spec.whatwg.org/", "An absolute address on the web."),
        [ScalarKind.Email] = new("Email", ContractScalar.Forms.Text, "https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address", "An e-mail address."),
    };

    /// <summary>The built-in types.</summary>
    public StringGraphType String { get; } = new();

    /// <inheritdoc cref="String"/>
    public IntGraphType Int { get; } = new();

    /// <inheritdoc cref="String"/>
    public FloatGraphType Float { get; } = new();

    /// <inheritdoc cref="String"/>
    public BooleanGraphType Boolean { get; } = new();

    /// <inheritdoc cref="String"/>
    public IdGraphType Id { get; } = new();

    /// <summary>64-bit numbers.</summary>
    public ContractScalar Long => _own[ScalarKind.Long];

    /// <summary>The type of one value of a kind; enumerations have types of their own.</summary>
    public ScalarGraphType Of(ScalarKind kind) => kind switch
    {
        ScalarKind.String or ScalarKind.Text or ScalarKind.Native => String,
        ScalarKind.Int => Int,
        ScalarKind.Double => Float,
        ScalarKind.Bool => Boolean,
        ScalarKind.Uuid or ScalarKind.Decimal or ScalarKind.Long or ScalarKind.Timestamp or ScalarKind.DateTime or ScalarKind.Date or ScalarKind.Time or ScalarKind.Duration
            or ScalarKind.Json or ScalarKind.Bytes or ScalarKind.Url or ScalarKind.Email => _own[kind],
        ScalarKind.Enum => throw new ArgumentException("An enumeration has a type of its own.", nameof(kind)),
    };
}
