using System.Text.Json.Serialization;

namespace Lintel.Testing.Traffic;

/// <summary>One request with its answer, as they went over the wire.</summary>
public sealed record RecordedExchange
{
    public required string Method { get; init; }

    /// <summary>The raw target: path and query, still encoded.</summary>
    public required string Target { get; init; }

    public string? RequestType { get; init; }

    public string? RequestBody { get; init; }

    public required int Status { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string? ResponseType { get; init; }

    public string? ResponseBody { get; init; }
}

[JsonSerializable(typeof(RecordedExchange))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class RecordedExchangeJson : JsonSerializerContext;
