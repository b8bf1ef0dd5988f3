namespace Lintel.Model;

/// <summary>The scalar types of the contract language. Each has its rules in one class of <c>Model/Scalars</c>.</summary>
public enum ScalarKind
{
    /// <summary>Text with a length bound (255 code points unless the contract says otherwise).</summary>
    String,

    /// <summary>Text of any length up to the body limit.</summary>
    Text,

    /// <summary>A 32-bit signed integer.</summary>
    Int,

    /// <summary>A 64-bit signed integer.</summary>
    Long,

    /// <summary>An exact decimal with a fixed number of digits: <c>decimal(p,s)</c>.</summary>
    Decimal,

    /// <summary>An IEEE 754 binary64 number; NaN and the infinities are refused, since JSON has none.</summary>
    Double,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A calendar date, RFC 3339 <c>full-date</c>; stored as days since 1970-01-01.</summary>
    Date,

    /// <summary>A time of day without a zone, RFC 3339 <c>partial-time</c>; stored as microseconds since midnight.</summary>
    Time,

    /// <summary>A calendar date and time without a zone; stored as microseconds since 1970-01-01T00:00:00.</summary>
    DateTime,

    /// <summary>An instant, RFC 3339 <c>date-time</c>, always written in UTC; stored as microseconds since the Unix epoch.</summary>
    Timestamp,

    /// <summary>An exact length of time, ISO 8601 <c>PnDTnHnMnS</c> (days are 24 hours); stored as microseconds.</summary>
    Duration,

    /// <summary>A UUID, RFC 9562, written in lower case.</summary>
    Uuid,

    /// <summary>An e-mail address (the HTML Living Standard's pattern, with letters of any script as in RFC 6531), at most 254 characters.</summary>
    Email,

    /// <summary>An absolute http or https URL, at most 2,048 code points.</summary>
    Url,

    /// <summary>Any JSON value; key order and digits are kept.</summary>
    Json,

    /// <summary>Bytes, base64 on the wire (RFC 4648, section 4).</summary>
    Bytes,

    /// <summary>One of the names that the contract lists.</summary>
    Enum,

    /// <summary>A type of the database's own, <c>native(numrange)</c>, as the text that the database writes and reads it by.</summary>
    Native,
}
