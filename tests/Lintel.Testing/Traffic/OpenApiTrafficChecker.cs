using System.Text.Json;

namespace Lintel.Testing.Traffic;

/// <summary>
/// Says whether everything in recorded exchanges is documented: path, method and query parameters, the request's body where it was
/// accepted, and the answer's status, headers, media type and body, against JSON Schema 2020-12 with formats and nothing additional.
/// </summary>
/// <remarks>The schemas are validated by ajv in node (<c>eng/judges/traffic.mjs</c>): one process for all exchanges of a document.</remarks>
public static class OpenApiTrafficChecker
{
    /// <summary>What is not documented; empty where everything is.</summary>
    public static async Task<IReadOnlyList<string>> CheckAsync(ReadOnlyMemory<byte> document, IReadOnlyCollection<RecordedExchange> exchanges) =>
        [.. (await FindAsync(document, exchanges)).Select(finding => finding.Text)];

    /// <summary>The same, each with the index of its exchange.</summary>
    public static async Task<IReadOnlyList<(int Exchange, string Text)>> FindAsync(ReadOnlyMemory<byte> document, IReadOnlyCollection<RecordedExchange> exchanges)
    {
        if (exchanges.Count == 0) return [];
        var folder = Judges.NewOutput("traffic");
        try
        {
            var documentPath = Path.Combine(folder, "openapi.json");
            var exchangesPath = Path.Combine(folder, "exchanges.ndjson");
            await File.WriteAllBytesAsync(documentPath, document);
            await File.WriteAllLinesAsync(exchangesPath, exchanges.Select(exchange => JsonSerializer.Serialize(exchange, RecordedExchangeJson.Default.RecordedExchange)));
            var verdict = await Judges.RunAsync("traffic.mjs", documentPath, exchangesPath);
            if (verdict.ExitCode != 0) throw new InvalidOperationException($"The traffic can't be checked: {verdict}");
            using var findings = JsonDocument.Parse(verdict.Output);
            return [.. findings.RootElement.EnumerateArray().Select(finding => (finding.GetProperty("line").GetInt32() - 1, finding.GetProperty("finding").GetString()!))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
