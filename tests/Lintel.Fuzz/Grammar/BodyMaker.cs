using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lintel.Fuzz.Api;
using Lintel.Fuzz.Corpora;
using Lintel.Fuzz.Values;
using Lintel.Fuzz.Wire;

namespace Lintel.Fuzz.Grammar;

/// <summary>Bodies of an operation: of its schema, at times with one thing wrong.</summary>
internal sealed class BodyMaker(ApiDocument document, SchemaValues values, Chance chance)
{
    /// <summary>A body of a media type, as bytes.</summary>
    /// <param name="mediaType">JSON, lines of it, or CSV.</param>
    /// <param name="schema">The schema of it.</param>
    /// <param name="ofRow">The schema of one row, which that of a table does not say; null: there is none.</param>
    public byte[] Make(string mediaType, JsonObject schema, JsonObject? ofRow)
    {
        switch (mediaType)
        {
            case "application/x-ndjson":
                return ByteText.ToBytes(string.Join(chance.Percent(90) ? "\n" : "\r\n", Enumerable.Range(0, 1 + chance.Below(5)).Select(_ => Spoiled(ByteText.Of(values.Make(schema)), 8))));
            case "text/csv":
                return Encoding.UTF8.GetBytes(MakeTable(ofRow ?? new JsonObject()));
            default:
                return ByteText.ToBytes(Spoiled(ByteText.Of(values.Make(schema)), 25));
        }
    }

    /// <summary>A JSON text as <see cref="ByteText"/>, that many times of a hundred with one thing wrong.</summary>
    public string Spoiled(string json, int share)
    {
        if (!chance.Percent(share)) return json;
        switch (chance.Below(8))
        {
            case 0:
                return chance.Of([.. HostileJson.Malformed.Values, .. HostileJson.Unwanted.Values]);
            case 1:
                return json.Length == 0 ? json : json[..chance.Below(json.Length)];
            case 2:
                return json.Insert(json.EndsWith('}') ? json.Length - 1 : json.Length, json.Length > 2 ? ",\"nope\":1" : "\"nope\":1");
            case 3 when json.Length > 0:
                var at = chance.Below(json.Length);
                return json[..at] + chance.Of(["\0", "\u00ff", "\"", "{", "}", ",", "\\", "0", "-", "[["]) + json[at..];
            default:
                return Replaced(json);
        }
    }

    // One value gives way to one that does not belong there.
    private string Replaced(string json)
    {
        var places = Places(json);
        if (places.Count == 0) return json;
        var (start, end) = chance.Of(places);
        var other = chance.Below(6) switch
        {
            0 => ByteText.Of(chance.Of(HostileNumbers.All)),
            1 => chance.Of(HostileText.BrokenJson),
            2 or 3 => ByteText.Of(SchemaValues.Text(chance.Of(HostileText.Texts))),
            4 => chance.Of(["null", "true", "{}", "[]", "[null]", "[[1]]", "{\"$ref\":\"a.id\"}", "\"\"", "0", "1.5"]),
            _ => json[start..end] + chance.Of(["0", "\"", "x", "", "e9"]),
        };
        return json[..start] + other + json[end..];
    }

    // Behind each colon, bracket and comma stands a value; a comma within a text is one more place to break.
    private static List<(int Start, int End)> Places(string json)
    {
        var places = new List<(int, int)>();
        for (var i = 0; i < json.Length - 1; i++)
        {
            if (json[i] is not (':' or '[')) continue;
            var end = json.AsSpan(i + 1).IndexOfAny(",}]");
            if (end >= 0) places.Add((i + 1, i + 1 + end));
        }
        return places;
    }

    private string MakeTable(JsonObject row)
    {
        var columns = document.Follow(row)["properties"]?.AsObject().Where(_ => chance.Percent(85)).ToArray() ?? [];
        var table = new StringBuilder(string.Join(',', columns.Select(column => column.Key)));
        if (chance.Percent(5)) table.Append(chance.Of([",nope", ",", ",\"", "\0", ",id,id"]));
        for (var i = chance.Below(5); i >= 0; i--)
        {
            table.Append(chance.Percent(90) ? "\r\n" : "\n");
            table.AppendJoin(',', columns.Select(column => Cell(values.MakeWord(column.Value!, column.Key))));
            if (chance.Percent(5)) table.Append(chance.Of([",", "\"", "\"a", ",,,,", "\r", "\0"]));
        }
        return table.ToString();
    }

    private string Cell(string word)
    {
        if (chance.Percent(6)) word = chance.Percent(50) ? chance.Of(HostileText.Short) : chance.Of(HostileNumbers.All);
        return word.AsSpan().IndexOfAny(",\"\r\n") >= 0 && chance.Percent(95) ? string.Create(CultureInfo.InvariantCulture, $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"") : word == "null" ? "" : word;
    }
}
