using System.Globalization;
using Lintel.Fuzz.Api;
using Lintel.Fuzz.Corpora;
using Lintel.Fuzz.Values;

namespace Lintel.Fuzz.Grammar;

/// <summary>Expressions of the language: grammatical ones, of which the types need not fit.</summary>
internal sealed class ExpressionMaker(SchemaValues values, Chance chance)
{
    private const int MaxDepth = 4;

    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];
    private static readonly string[] Arithmetic = ["+", "-", "*", "/", "%"];
    private static readonly string[] Patterns = ["^a", "a+$", "(ab|c)*", "[a-z]{2,5}", "\\\\d+\\\\.", "(a*)*b", "[^\\\\w]", "a{100}", "(", "a{101}", "\\\\p{L}", "(?i)a", "(?=a)", ""];

    /// <summary>A condition on a resource with such fields.</summary>
    public string MakeCondition(IReadOnlyList<ApiParameter> fields, int depth = 0) => chance.Below(depth >= MaxDepth ? 6 : 13) switch
    {
        0 or 1 or 9 or 10 or 11 when fields.Count > 0 => Comparison(fields, depth),
        2 when fields.Count > 0 => Membership(fields),
        3 => OfText(fields),
        4 when depth < MaxDepth => $"({MakeCondition(fields, depth + 1)} and {MakeCondition(fields, depth + 1)})",
        5 when depth < MaxDepth => $"({MakeCondition(fields, depth + 1)} or {MakeCondition(fields, depth + 1)})",
        6 => $"not {MakeCondition(fields, depth + 1)}",
        7 => $"({MakeCondition(fields, depth + 1)} ? {MakeCondition(fields, depth + 1)} : {MakeCondition(fields, depth + 1)})",
        8 => OfRows(fields, depth),
        _ => $"{MakeValue(fields, depth)} {chance.Of(Comparisons)} {MakeValue(fields, depth)}",
    };

    /// <summary>A value of any type.</summary>
    public string MakeValue(IReadOnlyList<ApiParameter> fields, int depth = 0) => chance.Below(depth >= MaxDepth ? 4 : 10) switch
    {
        0 or 1 => fields.Count > 0 ? chance.Of(fields).Name : "1",
        2 => chance.Of(HostileNumbers.Valid),
        3 => Quoted(chance.Of(HostileText.Short)),
        4 or 5 => $"({MakeValue(fields, depth + 1)} {chance.Of(Arithmetic)} {MakeValue(fields, depth + 1)})",
        6 => $"-{MakeValue(fields, depth + 1)}",
        7 => $"{chance.Of(["size", "year", "month", "week", "day", "hour", "count", "sum", "avg", "min", "max", "date", "timestamp", "duration"])}({MakeValue(fields, depth + 1)})",
        8 => chance.Of(["null", "true", "now()", "[1, 2]", "timestamp('2026-01-31T10:00:00Z')", "duration('P1D')", "date('2024-02-29')"]),
        _ => $"({MakeCondition(fields, depth + 1)} ? {MakeValue(fields, depth + 1)} : {MakeValue(fields, depth + 1)})",
    };

    private string Comparison(IReadOnlyList<ApiParameter> fields, int depth)
    {
        var field = chance.Of(fields);
        return $"{field.Name} {chance.Of(Comparisons)} {(chance.Percent(85) ? LiteralOf(field) : MakeValue(fields, depth + 1))}";
    }

    private string Membership(IReadOnlyList<ApiParameter> fields)
    {
        var field = chance.Of(fields);
        return chance.Percent(70) ? $"{field.Name} in [{string.Join(", ", Enumerable.Range(0, 1 + chance.Below(4)).Select(_ => LiteralOf(field)))}]" : $"{LiteralOf(field)} in {field.Name}";
    }

    private string OfText(IReadOnlyList<ApiParameter> fields)
    {
        var field = fields.Count > 0 ? chance.Of(fields).Name : "'a'";
        return chance.Below(5) switch
        {
            0 => $"has({field})",
            1 => $"{field}.matches({Quoted(chance.Of(Patterns))})",
            var other => $"{field}.{chance.Of(["startsWith", "endsWith", "contains"])}({Quoted(other == 2 ? chance.Of(HostileText.Short) : "a")})",
        };
    }

    // Relations are known by the paths that lead through them.
    private string OfRows(IReadOnlyList<ApiParameter> fields, int depth)
    {
        var relation = fields.Select(field => field.Name).Where(name => name.Contains('.', StringComparison.Ordinal)).Select(name => name.Split('.')[0]).Distinct().ToArray();
        var rows = relation.Length > 0 ? chance.Of(relation) : chance.Of(["lines", "steps", "orders", "parts"]);
        return $"{rows}.{chance.Of(["exists", "all", "count", "sum", "max"])}(l, {(chance.Percent(50) ? $"l.id {chance.Of(Comparisons)} {MakeValue([], depth + 1)}" : MakeCondition(fields, depth + 1))})";
    }

    private string LiteralOf(ApiParameter field)
    {
        var word = values.MakeWord(field.Value, field.Name.Split('.')[^1]);
        return decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || word is "true" or "false" or "null" ? word : Quoted(word);
    }

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
