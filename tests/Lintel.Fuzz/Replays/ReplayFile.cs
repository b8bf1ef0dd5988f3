using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lintel.Fuzz.Judging;
using Lintel.Fuzz.Wire;

namespace Lintel.Fuzz.Replays;

/// <summary>A file that shows a finding again: a line of what it is about, then one for each request.</summary>
public static class ReplayFile
{
    /// <summary>Writes one; null where options name no folder.</summary>
    public static string? Write(FuzzOptions options, int seed, Finding finding, Shrunk shrunk)
    {
        if (options.Folder is null) return null;
        Directory.CreateDirectory(options.Folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"{options.Contract}-{options.Store}-{seed}-{finding.Kind}-{XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(finding.Cause)):x8}.ndjson");
        var head = new ReplayHead(options.Contract, options.Store, seed, finding.Kind.ToString(), finding.Text, shrunk.IsReproduced);
        var path = Path.Combine(options.Folder, name);
        File.WriteAllLines(path,
        [
            JsonSerializer.Serialize(head, ReplayJson.Default.ReplayHead),
            .. shrunk.Requests.Select(request => JsonSerializer.Serialize(new ReplayLine(ByteText.Of(request.Bytes), request.IsRaw, request.Template, request.Status, request.Made), ReplayJson.Default.ReplayLine)),
        ]);
        return path;
    }

    public static (ReplayHead Head, IReadOnlyList<SentRequest> Requests) Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var head = JsonSerializer.Deserialize(lines[0], ReplayJson.Default.ReplayHead)!;
        return (head, [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => Request(JsonSerializer.Deserialize(line, ReplayJson.Default.ReplayLine)!))]);
    }

    private static SentRequest Request(ReplayLine line) =>
        new() { Bytes = ByteText.ToBytes(line.Request), IsRaw = line.IsRaw, Template = line.Template, Status = line.Status, Made = line.Made };
}

/// <summary>What a replay is about.</summary>
public sealed record ReplayHead(string Contract, string Store, int Seed, string Kind, string Finding, bool IsReproduced);

/// <summary>A request as it was sent, with what was answered; <paramref name="Request"/> has a character for each byte.</summary>
public sealed record ReplayLine(string Request, bool IsRaw, string Template, int Status, IReadOnlyList<string> Made);

[JsonSerializable(typeof(ReplayHead))]
[JsonSerializable(typeof(ReplayLine))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ReplayJson : JsonSerializerContext;
