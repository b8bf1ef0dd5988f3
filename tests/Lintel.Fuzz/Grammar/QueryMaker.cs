using Lintel.Fuzz.Api;
using Lintel.Fuzz.Corpora;
using Lintel.Fuzz.Values;

namespace Lintel.Fuzz.Grammar;

/// <summary>Query strings of an operation: what the document allows, at times with one thing wrong.</summary>
internal sealed class QueryMaker(SchemaValues values, ExpressionMaker expressions, Harvest harvest, Chance chance)
{
    private static readonly string[] Operators = ["eq", "ne", "lt", "lte", "gt", "gte", "in", "nin", "contains", "startsWith", "endsWith", "null"];
    private static readonly string[] WrongOperators = ["", "[", "]", "EQ", "eq][eq", "neq", "__proto__", "0"];
    private static readonly string[] WrongEncodings = ["%", "%z", "%ZZ", "%00", "%C0%80", "%ED%A0%80", "%FF", "%F4%90%80%80", "%u0041", "+", "%2B", "%25", ";", "&&", "=", "a=b=c", "[]", "%5B%5D"];
    private static readonly string[] Sizes = ["1", "2", "20", "100", "101", "1000", "0", "-1", "2147483647", "2147483648", "1e2", "01", " 1", ""];

    /// <summary>A query with its question mark; nothing where there is none.</summary>
    public string Make(ApiOperation operation)
    {
        var query = operation.Query.ToArray();
        if (query.Length == 0 && !chance.Percent(8)) return "";
        var (fields, others) = (operation.Fields, query.Where(parameter => !parameter.IsFilter).ToArray());
        // What writes many rows writes none without a condition.
        var conditions = chance.Some(fields, operation.Method is "PATCH" or "DELETE" ? 2 : 3).Select(Condition);
        var pairs = conditions.Concat(chance.Some(others, 2).DistinctBy(parameter => parameter.Name).Select(parameter => (parameter.Name, ValueOf(parameter, operation)))).ToList();
        if (chance.Percent(15)) Spoil(pairs, query);
        return pairs.Count == 0 ? "" : "?" + string.Join('&', pairs.Select(pair => $"{Encoded(pair.Item1)}={Encoded(pair.Item2)}")) + (chance.Percent(4) ? "&" + chance.Of(WrongEncodings) : "");
    }

    private (string, string) Condition(ApiParameter field)
    {
        if (chance.Percent(40)) return (field.Name, values.MakeWord(field.Value, field.Name.Split('.')[^1]));
        var operation = field.Operators.Count > 0 && chance.Percent(93) ? chance.Of(field.Operators) : chance.Of(Operators);
        var value = operation switch
        {
            "null" => chance.Of(["true", "false"]),
            "in" or "nin" => string.Join(',', Enumerable.Range(0, 1 + chance.Below(4)).Select(_ => values.MakeWord(field.Value, field.Name.Split('.')[^1]))),
            _ => values.MakeWord(field.Value, field.Name.Split('.')[^1]),
        };
        return ($"{field.Name}[{operation}]", value);
    }

    private string ValueOf(ApiParameter parameter, ApiOperation operation) => parameter.Name switch
    {
        "filter" => expressions.MakeCondition(operation.Fields),
        "having" => chance.Of(["count > 1", "sum.total >= 1.5", expressions.MakeCondition([])]),
        "group" or "sum" or "avg" or "min" or "max" or "countDistinct" => string.Join(',', Enumerable.Range(0, 1 + chance.Below(2)).Select(_ => Term(operation))),
        "count" when parameter.Schema["enum"] is null => chance.Percent(60) ? "*" : Term(operation),
        "after" or "before" => Cursor(),
        "limit" or "maxAffected" => chance.Of(Sizes),
        "search" => string.Join(' ', chance.Some(["tea", "roc*", "-live", "\"for those\"", "green", "*", "-", "\"", .. HostileText.Short], 3)),
        "sort" => string.Join(',', chance.Some(operation.Fields, 3).Select(field => (chance.Percent(50) ? "-" : "") + field.Name)),
        "include" when parameter.Names.Count > 0 => string.Join(',', Enumerable.Range(0, 1 + chance.Below(2)).Select(_ => string.Join('.', Enumerable.Range(0, chance.Percent(70) ? 1 : 1 + chance.Below(3)).Select(_ => chance.Of(parameter.Names))))),
        "fields" when parameter.Names.Count > 0 => string.Join(',', chance.Some(parameter.Names, 4).Select(name => chance.Percent(10) ? $"{name}({chance.Of(parameter.Names)})" : name)),
        _ => values.MakeWord(parameter.Schema, parameter.Name),
    };

    private string Term(ApiOperation operation)
    {
        var term = operation.Fields.Count > 0 && chance.Percent(70) ? chance.Of(operation.Fields).Name : expressions.MakeValue(operation.Fields, 2);
        if (chance.Percent(20)) term = $"{chance.Of(["year", "quarter", "month", "week", "day", "hour"])}({term})";
        return chance.Percent(20) ? $"{chance.Of(["a", "total", "count", "x y", "id"])}:{term}" : term;
    }

    private string Cursor()
    {
        if (harvest.Cursors.Count == 0 || chance.Percent(15)) return chance.Of(["AAAA", "AQ", "", "null", Convert.ToBase64String(chance.Bytes(24))]);
        var cursor = chance.Of(harvest.Cursors).ToCharArray();
        if (cursor.Length > 0 && chance.Percent(40)) cursor[chance.Below(cursor.Length)] = chance.Of("ABCabc019-_=.".ToCharArray());
        return new string(cursor)[..(chance.Percent(10) ? chance.Below(cursor.Length + 1) : cursor.Length)];
    }

    private void Spoil(List<(string, string)> pairs, ApiParameter[] query)
    {
        switch (chance.Below(6))
        {
            case 0 when pairs.Count > 0:
                pairs.Add(chance.Of(pairs));
                break;
            case 1:
                pairs.Add((chance.Of(["nope", "", "__proto__", "id.id.id", .. HostileText.Short]), "1"));
                break;
            case 2 when query.Length > 0:
                pairs.Add(($"{chance.Of(query).Name}[{chance.Of(WrongOperators)}]", "1"));
                break;
            case 3 when query.Length > 0:
                pairs.Add((chance.Of(query).Name, chance.Of(HostileNumbers.All)));
                break;
            case 4 when query.Length > 0:
                pairs.Add((chance.Of(query).Name + (chance.Percent(50) ? $"[{chance.Of(Operators)}]" : ""), chance.Of(HostileText.Texts)));
                break;
            default:
                // Two parameters exchange their values.
                if (pairs.Count > 1) (pairs[0], pairs[^1]) = ((pairs[0].Item1, pairs[^1].Item2), (pairs[^1].Item1, pairs[0].Item2));
                break;
        }
    }

    private static string Encoded(string text) => Uri.EscapeDataString(text).Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal);
}
