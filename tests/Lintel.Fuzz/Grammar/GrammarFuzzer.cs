using System.Globalization;
using System.Text.Json.Nodes;
using Lintel.Fuzz.Api;
using Lintel.Fuzz.Corpora;
using Lintel.Fuzz.Values;
using Lintel.Fuzz.Wire;

namespace Lintel.Fuzz.Grammar;

/// <summary>Makes requests of the operations that a document describes: valid ones, and almost valid ones, that go on with what earlier answers told.</summary>
public sealed class GrammarFuzzer
{
    private const string Json = "application/json";

    private static readonly string[] WrongTypes = ["text/plain", "application/xml", "application/json; charset=utf-16", "application/json;", "application", "", "*/*", "multipart/form-data; boundary=a", "application/x-www-form-urlencoded"];
    private static readonly string[] Accepts = [Json, "*/*", "application/*;q=0.5", "application/x-ndjson", "text/csv", "text/html", "application/json;q=0", "*/*;q=0", "text/csv;q=0.9, application/json", ",", "application/json;q=x", "a"];
    private static readonly string[] Wishes = ["return=minimal", "return=representation", "tx=rollback", "return=minimal, tx=rollback", "tx=commit", "respond-async", "return", "=", ",", "return=\"minimal\"", "RETURN=MINIMAL"];
    private static readonly string[] Tags = ["*", "\"1\"", "W/\"1\"", "\"", "\"1\", \"2\"", "1", "\"h00000000000000000000000000000000\"", "\"1.0\"", ",", "\"99999999999999999999\"", "\"\u00ff\""];

    private readonly ApiDocument _document;
    private readonly Harvest _harvest;
    private readonly Chance _chance;
    private readonly SchemaValues _values;
    private readonly QueryMaker _queries;
    private readonly BodyMaker _bodies;

    public GrammarFuzzer(ApiDocument document, Harvest harvest, Chance chance)
    {
        (_document, _harvest, _chance) = (document, harvest, chance);
        _values = new SchemaValues(document, harvest, chance);
        _queries = new QueryMaker(_values, new ExpressionMaker(_values, chance), harvest, chance);
        _bodies = new BodyMaker(document, _values, chance);
    }

    /// <summary>The next request.</summary>
    public RequestText Next()
    {
        var operation = Choose();
        return operation.Path.EndsWith(":batch", StringComparison.Ordinal) ? Unit(operation) : Ordinary(operation);
    }

    // Rows are easily deleted, and then nothing is left to go on with; nor is there where none is known yet.
    private ApiOperation Choose()
    {
        for (var tries = 0; ; tries++)
        {
            var operation = _chance.Of(_document.Operations);
            if (tries == 6 || !((operation.Method == "DELETE" && _chance.Percent(50)) || IsUnknown(operation.Path))) return operation;
        }
    }

    private bool IsUnknown(string path)
    {
        var last = path.LastIndexOf("/{", StringComparison.Ordinal);
        return last >= 0 && _harvest.Rows(path[..last]).Count == 0;
    }

    private RequestText Ordinary(ApiOperation operation)
    {
        var (mediaType, body) = Body(operation);
        return new RequestText
        {
            Method = operation.Method == "GET" && _chance.Percent(4) ? _chance.Of(["HEAD", "OPTIONS", "TRACE", "POST", "PURGE"]) : operation.Method,
            Target = Path(operation) + _queries.Make(operation),
            Template = operation.Path,
            Headers = Headers(operation),
            MediaType = mediaType,
            Body = body,
            IsChunked = _chance.Percent(10),
        };
    }

    private RequestText Unit(ApiOperation operation)
    {
        var steps = new List<string>();
        for (var i = _chance.Below(4); i >= 0; i--)
        {
            var step = Choose();
            var parts = new List<string> { $"\"method\":\"{step.Method}\"", $"\"path\":{SchemaValues.Text(Path(step) + _queries.Make(step))}" };
            if (_chance.Percent(60)) parts.Add(string.Create(CultureInfo.InvariantCulture, $"\"id\":\"s{steps.Count}\""));
            if (step.Bodies.TryGetValue(step.Method == "PATCH" ? "application/merge-patch+json" : Json, out var schema))
            {
                var body = _values.Make(schema);
                // Some value is that of an earlier step.
                if (steps.Count > 0 && _chance.Percent(40) && body.IndexOf(":\"", StringComparison.Ordinal) is >= 0 and var at && body.IndexOf('"', at + 2) is >= 0 and var end)
                    body = string.Create(CultureInfo.InvariantCulture, $"{body[..(at + 1)]}{{\"$ref\":\"s{_chance.Below(steps.Count)}.{_chance.Of(["id", "version", "data.0.id", "nope"])}\"}}{body[(end + 1)..]}");
                parts.Add($"\"body\":{body}");
            }
            if (_chance.Percent(15)) parts.Add($"\"headers\":{{\"If-Match\":{SchemaValues.Text(Tag())}}}");
            steps.Add($"{{{string.Join(',', parts)}}}");
        }
        var unit = _bodies.Spoiled(ByteText.Of($"{{\"operations\":[{string.Join(',', steps)}]}}"), 10);
        return new RequestText { Method = operation.Method, Target = operation.Path, Template = operation.Path, Headers = Headers(operation), MediaType = Json, Body = ByteText.ToBytes(unit) };
    }

    private (string? MediaType, byte[]? Body) Body(ApiOperation operation)
    {
        if (operation.Bodies.Count == 0) return _chance.Percent(3) ? (Json, "{}"u8.ToArray()) : (null, null);
        var mediaType = _chance.Of([.. operation.Bodies.Keys]);
        var body = _bodies.Make(mediaType, operation.Bodies[mediaType], operation.Bodies.GetValueOrDefault(Json));
        if (_chance.Percent(4)) return (_chance.Of(WrongTypes), body);
        if (_chance.Percent(2)) return (null, body);
        return (_chance.Percent(10) ? mediaType + "; charset=utf-8" : mediaType, _chance.Percent(3) ? null : body);
    }

    private List<(string, string)> Headers(ApiOperation operation)
    {
        var headers = new List<(string, string)>();
        if (_chance.Percent(10)) headers.Add(("Accept", _chance.Of(Accepts)));
        if (operation.Takes("Prefer") && _chance.Percent(25)) headers.Add(("Prefer", _chance.Of(Wishes)));
        if (operation.Takes("If-Match") && _chance.Percent(25)) headers.Add(("If-Match", Tag()));
        if (operation.Takes("If-None-Match") && _chance.Percent(25)) headers.Add(("If-None-Match", Tag()));
        if (_chance.Percent(5)) headers.Add((_chance.Of(["traceparent", "Idempotency-Key", "X-Forwarded-For", "Cookie", "Range", "If-Modified-Since", "Content-Encoding", "Origin"]), Harmless(_chance.Of(HostileText.Short))));
        return headers;
    }

    private string Tag() => _harvest.Tags.Count > 0 && _chance.Percent(60) ? _chance.Of(_harvest.Tags) : _chance.Of(Tags);

    // The longest part of the path that a known row has, and something for the rest.
    private string Path(ApiOperation operation)
    {
        var segments = operation.Path.Split('/');
        var (path, next) = ("", 1);
        for (var i = segments.Length - 1; i > 1; i--)
        {
            if (!segments[i].StartsWith('{')) continue;
            var list = string.Join('/', segments[..i]);
            if (_harvest.Rows(list) is not { Count: > 0 } rows || !_chance.Percent(95)) continue;
            (path, next) = (_chance.Of(rows), i + 1);
            break;
        }
        foreach (var segment in segments[next..]) path += "/" + (segment.StartsWith('{') ? Key(operation, segment[1..^1]) : segment);
        return path;
    }

    private string Key(ApiOperation operation, string name)
    {
        var schema = operation.Parameters.FirstOrDefault(parameter => parameter.In == "path" && parameter.Name == name)?.Schema ?? new JsonObject { ["type"] = "string" };
        return _chance.Below(10) switch
        {
            < 6 => Uri.EscapeDataString(_values.MakeWord(schema, name)),
            6 => Uri.EscapeDataString(_chance.Of(HostileText.Short)),
            7 => Uri.EscapeDataString(_chance.Of(HostileNumbers.All)),
            8 => _chance.Of(["%00", "%2F", "%2e%2e", "..", ".", "", "%", "%ZZ", "%C0%80", "a,b", "a,b,c", ",", "%2C", ":aggregate", "x:y", "%3A"]),
            _ => Uri.EscapeDataString(_chance.Of(HostileText.Texts)),
        };
    }

    private static string Harmless(string value) => ByteText.Of(value.Replace('\r', ' ').Replace('\n', ' ').Replace('\0', ' '));
}
