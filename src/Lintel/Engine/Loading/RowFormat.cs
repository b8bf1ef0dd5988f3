namespace Lintel.Engine.Loading;

/// <summary>The forms in which many rows come and go.</summary>
public enum RowFormat
{
    /// <summary>A JSON object a line (ndjson.org), in UTF-8.</summary>
    NdJson,

    /// <summary>RFC 4180 with a header line, in UTF-8. Null is nothing at all, empty text is two quotes, an array or a json is its JSON.</summary>
    Csv,
}
