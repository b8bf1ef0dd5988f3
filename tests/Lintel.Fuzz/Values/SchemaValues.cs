using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lintel.Fuzz.Api;
using Lintel.Fuzz.Corpora;

namespace Lintel.Fuzz.Values;

/// <summary>Values that a schema allows, mostly: as raw JSON, with what earlier answers told where a name fits.</summary>
public sealed class SchemaValues(ApiDocument document, Harvest harvest, Chance chance)
{
    private const int MaxDepth = 5;
    private const int LongText = 20_000; // more is refused by the size of the request alone
    private const string Letters = "abcdefghijklmnopqrstuvwxyz ABCDEÉßñ-_.0123456789";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value of a member, or of nothing in particular.</summary>
    public string Make(JsonNode schema, string name = "", int depth = 0)
    {
        var node = document.Follow(schema);
        if ((node["anyOf"] ?? node["oneOf"]) is JsonArray options) return Make(options[chance.Below(options.Count)]!, name, depth);
        if (node["enum"] is JsonArray members) return members[chance.Below(members.Count)]?.ToJsonString() ?? "null";
        var type = TypeOf(node);
        if (type is "string" or "integer" or "number" && Known(name, type) is { } known) return known;
        return type switch
        {
            "object" => MakeObject(node, depth),
            "array" => depth > MaxDepth ? "[]" : $"[{string.Join(',', Enumerable.Range(0, chance.Below(4)).Select(_ => Make(node["items"] ?? new JsonObject(), Singular(name), depth + 1)))}]",
            "string" => Text(MakeText(node)),
            "integer" => MakeInteger(node),
            "number" => chance.Percent(50) ? MakeInteger(node) : MakeNumber(node),
            "boolean" => chance.Percent(50) ? "true" : "false",
            _ => "null",
        };
    }

    /// <summary>The same as text, for a place that is none of JSON's.</summary>
    public string MakeWord(JsonNode schema, string name = "")
    {
        var raw = Make(schema, name);
        return raw.StartsWith('"') ? JsonSerializer.Deserialize<string>(raw)! : raw;
    }

    /// <summary>A text as a JSON string.</summary>
    public static string Text(string text) => JsonSerializer.Serialize(text, Relaxed);

    private string TypeOf(JsonObject node) => node["type"] switch
    {
        JsonArray types => chance.Percent(85) ? (string)types[0]! : (string)types[chance.Below(types.Count)]!,
        { } type => (string)type!,
        null when node["properties"] is not null => "object",
        null => chance.Of(["string", "number", "null", "boolean"]),
    };

    private string? Known(string name, string type)
    {
        var known = harvest.Values(name);
        if (known.Count == 0 || !chance.Percent(name.EndsWith("Id", StringComparison.Ordinal) ? 95 : 12)) return null;
        var raw = chance.Of(known);
        return raw.StartsWith('"') == (type == "string") ? raw : null;
    }

    private string MakeObject(JsonObject node, int depth)
    {
        var required = node["required"]?.AsArray().Select(name => (string)name!).ToHashSet() ?? [];
        var parts = new List<string>();
        foreach (var (name, schema) in node["properties"]?.AsObject() ?? [])
        {
            if (!required.Contains(name) && (depth > MaxDepth || !chance.Percent(50))) continue;
            // Who refers to nothing that is known refers to nothing that is there.
            if (!required.Contains(name) && name.EndsWith("Id", StringComparison.Ordinal) && harvest.Values(name).Count == 0 && chance.Percent(80)) continue;
            parts.Add($"{Text(name)}:{Make(schema!, name, depth + 1)}");
        }
        return $"{{{string.Join(',', parts)}}}";
    }

    private string MakeText(JsonObject node)
    {
        if (node["examples"] is JsonArray { Count: > 0 } examples && chance.Percent(40)) return (string)examples[0]!;
        if ((string?)node["format"] is { } format && MakeFormat(format) is { } formed) return formed;
        if ((string?)node["contentEncoding"] is not null) return Convert.ToBase64String(chance.Bytes(chance.Below(20)));
        var (least, most) = ((int?)node["minLength"] ?? 0, Math.Min((int?)node["maxLength"] ?? 60, LongText));
        if (chance.Percent(15))
        {
            var hostile = chance.Of(HostileText.Short);
            if (hostile.Length >= least && hostile.Length <= most) return hostile;
        }
        if (node["pattern"] is not null && chance.Percent(70)) return string.Create(CultureInfo.InvariantCulture, $"AB{chance.Below(1000)}");
        var length = (int)chance.Between(least, chance.Percent(5) ? most : Math.Max(least, Math.Min(most, 12)));
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++) text.Append(Letters[chance.Below(Letters.Length)]);
        return text.ToString();
    }

    private string? MakeFormat(string format)
    {
        var at = new DateTime(chance.Between(DateTime.UnixEpoch.Ticks / 2, DateTime.UnixEpoch.Ticks * 3 / 2) / 10 * 10, DateTimeKind.Unspecified);
        return format switch
        {
            "uuid" => new Guid(chance.Bytes(16)).ToString(),
            "date" => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "date-time" => at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            "date-time-local" => at.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
            "time-local" or "time" => at.ToString("HH:mm:ss.ff", CultureInfo.InvariantCulture),
            "duration" => chance.Of(["P1D", "PT0S", "P3DT4H5M6.000001S", "PT36H", "-P1D"]),
            "idn-email" or "email" => string.Create(CultureInfo.InvariantCulture, $"a{chance.Below(10_000)}@ex{(chance.Percent(20) ? "ä" : "a")}mple.example"),
            "iri" or "uri" => chance.Of(["https://example.example/a?b=c#d", "http://ä.example/", "urn:a:b", "https://example.example/%20"]),
            _ => null,
        };
    }

    private string MakeInteger(JsonObject node)
    {
        var (least, greatest) = (Bound(node, "minimum", "exclusiveMinimum", (string?)node["format"] == "int32" ? int.MinValue : long.MinValue), Bound(node, "maximum", "exclusiveMaximum", (string?)node["format"] == "int32" ? int.MaxValue : long.MaxValue));
        if (least > greatest) return "0";
        var value = chance.Below(10) switch
        {
            0 => least,
            1 => greatest,
            2 => chance.Between(least, greatest),
            _ => chance.Between(Math.Max(least, Math.Min(0, greatest)), Math.Min(greatest, Math.Max(least, 0) + 200)),
        };
        return value.ToString(CultureInfo.InvariantCulture);
    }

    private string MakeNumber(JsonObject node) => string.Create(CultureInfo.InvariantCulture, $"{MakeInteger(node)}.{chance.Below(100):00}");

    private static long Bound(JsonObject node, string inclusive, string exclusive, long otherwise)
    {
        if ((node[inclusive] ?? node[exclusive]) is not { } bound) return otherwise;
        var edge = bound.GetValue<double>();
        return edge is > -9e18 and < 9e18 ? (long)edge : otherwise;
    }

    private static string Singular(string name) => name.EndsWith("Ids", StringComparison.Ordinal) ? name[..^1] : "";
}
