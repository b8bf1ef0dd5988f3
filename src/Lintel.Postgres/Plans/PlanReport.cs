using System.Globalization;
using System.Text;
using System.Text.Json;
using Lintel.Stores;

namespace Lintel.Postgres.Plans;

/// <summary>What <c>EXPLAIN (FORMAT JSON)</c> printed for a statement (PostgreSQL's manual, "EXPLAIN").</summary>
internal sealed class PlanReport(string json) : IDisposable
{
    // What tells most of a step, in the order in which PostgreSQL's own text has it.
    private static readonly string[] Told =
    [
        "Index Cond", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter", "Filter", "Rows Removed by Filter", "Rows Removed by Index Recheck",
        "Sort Key", "Presorted Key", "Sort Method", "Group Key", "Heap Fetches",
    ];

    private readonly JsonDocument _document = JsonDocument.Parse(json);

    /// <summary>How long the statement took; null: it did not run.</summary>
    public TimeSpan? Elapsed => Statement.TryGetProperty("Execution Time", out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds.GetDouble()) : null;

    private JsonElement Statement => _document.RootElement[0];

    /// <summary>The nodes as steps.</summary>
    public IReadOnlyList<PlanStep> Steps() => [Step(Statement.GetProperty("Plan"))];

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    private static PlanStep Step(JsonElement node)
    {
        var inner = Inner(node).Where(below => !IsValue(below)).Select(Step).ToArray();
        var (table, indexes) = (Text(node, "Relation Name"), Indexes(node));
        return new PlanStep
        {
            Does = Does(node),
            Table = table,
            Access = table is null ? TableAccess.None
                : indexes.Length == 0 ? TableAccess.Whole
                : indexes is [var only] && only == table + "_pkey" ? TableAccess.Key
                : TableAccess.Index,
            Indexes = table is null ? [] : indexes,
            Sorts = Text(node, "Node Type") is "Sort" or "Incremental Sort",
            Details = [.. Details(node)],
            Steps = inner,
        };
    }

    // A bitmap of a table's rows is made by steps of their own, from one index or several.
    private static string[] Indexes(JsonElement node) => Text(node, "Node Type") switch
    {
        "Bitmap Heap Scan" => [.. Inner(node).SelectMany(BitmapIndexes).Distinct()],
        _ => Text(node, "Index Name") is { } index ? [index] : [],
    };

    private static IEnumerable<string> BitmapIndexes(JsonElement node) =>
        Text(node, "Index Name") is { } index ? [index] : Inner(node).SelectMany(BitmapIndexes);

    private static string Does(JsonElement node)
    {
        var text = new StringBuilder();
        if (Text(node, "Subplan Name") is { } subplan) text.Append(CultureInfo.InvariantCulture, $"{subplan}: ");
        if (Text(node, "Strategy") is { } strategy and not "Plain") text.Append(CultureInfo.InvariantCulture, $"{strategy} ");
        text.Append(Text(node, "Node Type"));
        if (Text(node, "Join Type") is { } join and not "Inner") text.Append(CultureInfo.InvariantCulture, $" ({join})");
        if (Text(node, "Scan Direction") is "Backward") text.Append(" Backward");
        if (Text(node, "Index Name") is { } index) text.Append(CultureInfo.InvariantCulture, $" using {index}");
        if (Text(node, "Relation Name") is { } table) text.Append(CultureInfo.InvariantCulture, $" on {table}");
        if (Text(node, "Alias") is { } alias) text.Append(CultureInfo.InvariantCulture, $" {alias}");
        return text.Append(CultureInfo.InvariantCulture, $" ({Rows(node)})").ToString();
    }

    private static string Rows(JsonElement node)
    {
        var expected = $"about {Count(node.GetProperty("Plan Rows"))}";
        if (!node.TryGetProperty("Actual Rows", out var rows)) return expected;
        var loops = node.GetProperty("Actual Loops").GetDouble();
        var times = loops == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", {loops:0} times");
        return $"{expected}; {Count(rows)} in {node.GetProperty("Actual Total Time")} ms{times}";
    }

    private static string Count(JsonElement rows) => rows.GetDouble() == 1 ? $"{rows} row" : $"{rows} rows";

    private static IEnumerable<string> Details(JsonElement node)
    {
        foreach (var name in Told)
        {
            // What it did not have to leave out is not worth a word.
            if (node.TryGetProperty(name, out var value) && !(value.ValueKind == JsonValueKind.Number && value.GetDouble() == 0))
                yield return $"{name}: {(value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray()) : value.ToString())}";
        }
        if (node.TryGetProperty("Shared Hit Blocks", out var hit)) yield return $"Buffers: {hit} hit, {node.GetProperty("Shared Read Blocks")} read";
    }

    // A parameter that the planner shall not see is a step to PostgreSQL, and to nobody else.
    private static bool IsValue(JsonElement node) =>
        Text(node, "Node Type") == "Result" && Text(node, "Parent Relationship") == "InitPlan" && !node.TryGetProperty("Plans", out _);

    private static JsonElement[] Inner(JsonElement node) => node.TryGetProperty("Plans", out var plans) ? [.. plans.EnumerateArray()] : [];

    private static string? Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetString() : null;
}
