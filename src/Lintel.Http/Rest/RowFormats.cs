using Lintel.Engine.Loading;

namespace Lintel.Http.Rest;

/// <summary>The media types of the forms in which many rows come and go.</summary>
internal static class RowFormats
{
    public const string NdJson = "application/x-ndjson";
    public const string Csv = "text/csv"; // RFC 4180

    /// <summary>All forms.</summary>
    public static IReadOnlyList<RowFormat> All { get; } = Enum.GetValues<RowFormat>();

    public static string MediaType(this RowFormat format) => format switch
    {
        RowFormat.NdJson => NdJson,
        RowFormat.Csv => Csv,
    };
}
