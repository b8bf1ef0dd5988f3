namespace Lintel.Http.Rest;

/// <summary>The forms in which a whole list comes and goes.</summary>
internal enum RowFormat
{
    /// <summary>A JSON object a line (ndjson.org).</summary>
    NdJson,

    /// <summary>RFC 4180 with a header line.</summary>
    Csv,
}

/// <summary>The media types of forms.</summary>
internal static class RowFormats
{
    public const string NdJson = "application/x-ndjson";
    public const string Csv = "text/csv";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RowFormat> All { get; } = Enum.GetValues<RowFormat>();

    public static string MediaType(this RowFormat format) => format switch
    {
        RowFormat.NdJson => NdJson,
        RowFormat.Csv => Csv,
    };
}
