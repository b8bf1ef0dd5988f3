using System.Text.Json;

namespace Lintel.Fuzz.Values;

/// <summary>What earlier answers told, so that later requests get deep: values by their names, cursors, tags, and the paths of rows.</summary>
public sealed class Harvest(Func<string, string?> resourceOfPath)
{
    private const int Kept = 60;

    private readonly Dictionary<string, List<string>> _values = [];
    private readonly Dictionary<string, List<string>> _rows = [];
    private readonly List<string> _cursors = [];
    private readonly List<string> _tags = [];
    private int _next;

    public IReadOnlyList<string> Cursors => _cursors;

    /// <summary>Entity tags, with their quotes.</summary>
    public IReadOnlyList<string> Tags => _tags;

    /// <summary>Values that members of a name had, as raw JSON.</summary>
    public IReadOnlyList<string> Values(string name) => _values.GetValueOrDefault(name, []);

    /// <summary>The paths of rows that were seen below the path of a list in the document.</summary>
    public IReadOnlyList<string> Rows(string template) => _rows.GetValueOrDefault(template, []);

    /// <summary>Takes what an answer tells.</summary>
    /// <param name="template">The path that the document has for it.</param>
    /// <param name="path">The path that was asked, without its query.</param>
    /// <param name="tag">The entity tag; null: none.</param>
    /// <param name="location">Where the new row is; null: none.</param>
    /// <param name="body">The body of a success; empty: none.</param>
    public void Take(string template, string path, string? tag, string? location, ReadOnlyMemory<byte> body)
    {
        if (tag is not null) Keep(_tags, tag);
        if (location is not null && location.StartsWith('/')) Keep(ListOf(_rows, template), location);
        if (body.Length == 0 || body.Length > 200_000) return;
        try
        {
            using var document = JsonDocument.Parse(body);
            TakeRows(template, path, document.RootElement);
            TakeValues(document.RootElement, resourceOfPath(path), 0);
        }
        catch (JsonException)
        {
            // Rows of a stream teach nothing here.
        }
    }

    private void TakeRows(string template, string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array) return;
        foreach (var row in data.EnumerateArray().Where(row => row.ValueKind == JsonValueKind.Object))
        {
            if (row.TryGetProperty("id", out var id)) Keep(ListOf(_rows, template), $"{path}/{Uri.EscapeDataString(id.ToString())}");
        }
    }

    private void TakeValues(JsonElement element, string? resource, int depth)
    {
        if (depth > 6) return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray().Take(20)) TakeValues(item, resource, depth + 1);
        }
        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                TakeValues(member.Value, member.Name == "data" ? resource : null, depth + 1);
                continue;
            }
            var raw = member.Value.GetRawText();
            if (raw.Length > 300 || member.Value.ValueKind == JsonValueKind.Null) continue;
            if (member.Name is "next" or "prev") Keep(_cursors, member.Value.ToString());
            else Keep(ListOf(_values, member.Name), raw);
            // By the name under which others refer to it.
            if (member.Name == "id" && resource is not null) Keep(ListOf(_values, resource + "Id"), raw);
        }
    }

    private static List<string> ListOf(Dictionary<string, List<string>> lists, string name)
    {
        if (!lists.TryGetValue(name, out var list)) lists[name] = list = [];
        return list;
    }

    private void Keep(List<string> list, string value)
    {
        if (list.Contains(value)) return;
        if (list.Count < Kept) list.Add(value);
        else list[_next++ % Kept] = value;
    }
}
