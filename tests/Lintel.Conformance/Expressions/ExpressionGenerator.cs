using System.Globalization;
using Lintel.Model;

namespace Lintel.Conformance.Expressions;

/// <summary>Random texts of expressions that are nearly always well typed.</summary>
public sealed class ExpressionGenerator(int seed)
{
    private static readonly string[] Orders = ["==", "!=", "<", "<=", ">", ">="];
    private static readonly string[] Patterns =
        ["a", "^a", "b$", "^$", ".", "^.$", "^..$", "[^a]", "[a-c]+", "(a|b)𝒳?", "^(?:ab?)+$", "\\\\d", "\\\\W", "^[^b]{2,3}$", "𝒳{2}", "[𝒳é]", "a|", "\\\\n", "[\\\\w.-]+@", "\\\\s|%", "^[\\\\u0021-𝒳]*$"];

    private readonly Random _random = new(seed);
    private readonly List<(string Prefix, Resource Resource)> _rows = [("", ExpressionData.Model.FindResource("item")!)];
    private int _variables;

    public string Next()
    {
        var depth = _random.Next(1, 6);
        return _random.Next(8) switch { 0 => Exact(depth), 1 => Text(depth), 2 => Time(ScalarKind.Timestamp, depth), 3 => Time(ScalarKind.Duration, depth), _ => Bool(depth) };
    }

    private string Bool(int depth)
    {
        if (depth <= 0) return _random.Next(5) == 0 ? Of("true", "false") : Path(ScalarKind.Bool) ?? "true";
        switch (_random.Next(17))
        {
            case 0: return $"({Bool(depth - 1)} {Of("and", "&&")} {Bool(depth - 1)})";
            case 1: return $"({Bool(depth - 1)} {Of("or", "||")} {Bool(depth - 1)} {Of("or", "||")} {Bool(depth - 1)})";
            case 2: return $"{Of("not ", "!")}({Bool(depth - 1)})";
            case 3 or 4: return $"({Exact(depth - 1)} {Of(Orders)} {Exact(depth - 1)})";
            case 5: return $"({Text(depth - 1)} {Of(Orders)} {Text(depth - 1)})";
            case 6: return $"({Double(depth - 1)} {Of(Orders)} {Of(Double(depth - 1), Exact(depth - 1))})";
            case 7: return $"({Bool(depth - 1)} {Of("==", "!=")} {Bool(depth - 1)})";
            case 8:
                var kind = Of(ScalarKind.Date, ScalarKind.Time, ScalarKind.DateTime, ScalarKind.Timestamp, ScalarKind.Duration);
                return $"({Time(kind, depth - 1)} {Of(Orders)} {Time(kind, depth - 1)})";
            case 9: return $"({Path(null) ?? "i"} {Of("==", "!=")} null)";
            case 10: return In(depth);
            case 11: return $"({Text(depth - 1)}.{Of("startsWith", "endsWith", "contains")}({Text(depth - 1)}))";
            case 12: return $"({Text(depth - 1)}.matches('{(_random.Next(3) == 0 ? Of(Patterns) : Pattern(3).Replace("\\", "\\\\", StringComparison.Ordinal))}'))";
            case 13: return Over(Of("exists", "all"), depth, Bool) ?? Bool(depth - 1);
            case 14: return $"({Bool(depth - 1)} ? {Bool(depth - 1)} : {Bool(depth - 1)})";
            case 15: return $"({Path(ScalarKind.Enum) ?? Path(ScalarKind.Uuid) ?? "en"} {Of("==", "!=")} {(Path(ScalarKind.Enum) is null ? "null" : $"'{Of("one", "two", "three")}'")})";
            default: return $"has({Path(null) ?? "s"})";
        }
    }

    private string Pattern(int depth)
    {
        if (depth <= 0) return Of("a", "b", "𝒳", "é", ".", "\\d", "\\W", "\\s", "\\.", "[ab]", "[^a]", "[^𝒳é]", "[a-é]", "[é-𝒳]", "[\\w-]", "[^\\D]", "-", "/", "\uFFFD", "[\uFFFD-𝒳]");
        return _random.Next(6) switch
        {
            0 => $"{Pattern(depth - 1)}|{Pattern(depth - 1)}",
            1 => $"({Pattern(depth - 1)}){Of("*", "+", "?", "{2}", "{0,2}", "{1,}")}",
            2 => "^" + Pattern(depth - 1),
            3 => Pattern(depth - 1) + "$",
            4 => Pattern(0) + Of("*", "+", "?", "{2}", "{0,3}", "{2,}", "{0}"),
            _ => Pattern(depth - 1) + Pattern(depth - 1),
        };
    }

    private string In(int depth) => _random.Next(13) switch
    {
        6 => $"({Double(depth - 1)} in [0.1, 1, {List(ScalarKind.Double)}])",
        7 => $"({Path(ScalarKind.Uuid) ?? "u"} in [{List(ScalarKind.Uuid)}])",
        8 => $"({Time(ScalarKind.Duration, depth - 1)} in [{List(ScalarKind.Duration)}])",
        9 => $"({Path(ScalarKind.Date) ?? "day"} in [{List(ScalarKind.Date)}])",
        10 => $"({Path(ScalarKind.Enum) ?? "en"} in [{Of("'one'", "'two', 'three'")}])",
        11 => $"((j > 0 ? i : l) in [{List(ScalarKind.Long)}])",
        12 => $"({Of("tags", "nums")} {Of("==", "!=")} null)",
        0 => $"({Text(depth - 1)} + '' in [{List(ScalarKind.String)}])",
        1 => $"({Exact(depth - 1)} + i in [{List(ScalarKind.Int)}])",
        2 => $"({Path(ScalarKind.Decimal) ?? "x"} in [{List(ScalarKind.Int)}, 2.25, -0.05, 99999999.99])",
        3 => $"({Path(ScalarKind.Timestamp) ?? "ts"} in [{List(ScalarKind.Timestamp)}])",
        4 => $"({Literal(FieldType.Of(ScalarKind.String))} in tags)",
        _ => $"({Literal(FieldType.Of(ScalarKind.Int))} in nums)",
    };

    private string List(ScalarKind kind) => string.Join(", ", Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Literal(FieldType.Of(kind))));

    private string Exact(int depth)
    {
        if (depth <= 0) return Leaf(Of(ScalarKind.Int, ScalarKind.Int, ScalarKind.Long, ScalarKind.Decimal));
        switch (_random.Next(13))
        {
            case 0 or 1 or 2: return $"({Exact(depth - 1)} {Of("+", "-", "*", "/", "%")} {Exact(depth - 1)})";
            case 3: return $"({Exact(depth - 1)} {Of("/", "%")} {Of("0", "3", "0.07", "-1")})";
            case 4: return $"(-{Exact(depth - 1)})";
            case 5: return $"({Bool(depth - 1)} ? {Exact(depth - 1)} : {Of(Exact(depth - 1), "null")})";
            case 6: return $"size({Text(depth - 1)})";
            case 7: return "size(" + Of("tags", "nums") + ")";
            case 8: return Over(Of("sum", "avg", "min", "max"), depth, Exact) ?? Exact(depth - 1);
            case 9: return Over("count", depth, Bool) ?? Exact(depth - 1);
            case 10:
                return Of("sum(lines.quantity * lines.price)", "count(lines)", "sum(lines.big)", "avg(lines.price)", "max(lines.quantity)", "min(lines.big)", "sum(lines.whole)",
                    "avg(lines.whole)", "count(labels.n)", "sum(group.items.m)", "size(labels)", "sum(lines.quantity * e)", "max(best.bestItems.x)");
            default: return Leaf(Of(ScalarKind.Int, ScalarKind.Long, ScalarKind.Decimal));
        }
    }

    private string Text(int depth)
    {
        if (depth <= 0) return Leaf(Of(ScalarKind.String, ScalarKind.Text, ScalarKind.Email));
        return _random.Next(6) switch
        {
            0 => $"({Text(depth - 1)} + {Text(depth - 1)})",
            3 => Calendar(depth),
            1 => $"({Bool(depth - 1)} ? {Text(depth - 1)} : {Text(depth - 1)})",
            2 => Over(Of("min", "max"), depth, Text) ?? Text(depth - 1),
            _ => Leaf(Of(ScalarKind.String, ScalarKind.Text)),
        };
    }

    private string Calendar(int depth)
    {
        var kind = Of(ScalarKind.Date, ScalarKind.DateTime, ScalarKind.Timestamp);
        return $"{Of("year", "quarter", "month", "week", "day", kind == ScalarKind.Date ? "week" : "hour")}({Time(kind, depth - 1)})";
    }

    private string Double(int depth) => depth <= 0 || _random.Next(3) > 0
        ? Leaf(ScalarKind.Double)
        : Of(Over(Of("min", "max"), depth, Double) ?? "f", $"({Bool(depth - 1)} ? {Double(depth - 1)} : {Exact(depth - 1)})");

    private string Time(ScalarKind kind, int depth)
    {
        if (depth <= 0) return Leaf(kind);
        if (_random.Next(6) == 0) return $"({Bool(depth - 1)} ? {Time(kind, depth - 1)} : {Of(Time(kind, depth - 1), "null")})";
        if (_random.Next(6) == 0) return Over(kind == ScalarKind.Duration ? Of("sum", "min", "max") : Of("min", "max"), depth, inner => Time(kind, inner)) ?? Leaf(kind);
        if (kind is ScalarKind.Timestamp or ScalarKind.DateTime && _random.Next(2) == 0)
            return _random.Next(3) > 0 ? $"({Time(kind, depth - 1)} {Of("+", "-")} {Time(ScalarKind.Duration, depth - 1)})" : $"({Time(ScalarKind.Duration, depth - 1)} + {Time(kind, depth - 1)})";
        if (kind == ScalarKind.Duration)
        {
            return _random.Next(5) switch
            {
                0 => $"({Time(kind, depth - 1)} {Of("+", "-")} {Time(kind, depth - 1)})",
                1 => $"({Time(ScalarKind.Timestamp, depth - 1)} - {Time(ScalarKind.Timestamp, depth - 1)})",
                2 => $"({Time(ScalarKind.Date, 0)} - {Time(ScalarKind.Date, 0)})",
                3 => $"(-{Time(kind, depth - 1)})",
                _ => Leaf(kind),
            };
        }
        return kind == ScalarKind.Timestamp && _random.Next(5) == 0 ? "now()" : Leaf(kind);
    }

    /// <summary>A question to the rows of a relation, or null where none is at hand.</summary>
    private string? Over(string function, int depth, Func<int, string> body)
    {
        if (_rows.Count > 2) return null;
        var ways = new List<(string Path, Resource Target)>();
        foreach (var (prefix, resource) in _rows)
        {
            foreach (var relation in resource.Relations)
            {
                if (!relation.IsToOne) ways.Add((prefix + relation.Name, relation.Target));
                else ways.AddRange(relation.Target.Relations.Where(next => !next.IsToOne).Select(next => ($"{prefix}{relation.Name}.{next.Name}", next.Target)));
            }
        }
        if (ways.Count == 0) return null;
        var (path, target) = ways[_random.Next(ways.Count)];
        var name = "v" + _variables++.ToString(CultureInfo.InvariantCulture);
        _rows.Add((name + ".", target));
        var inner = body(depth - 1);
        _rows.RemoveAt(_rows.Count - 1);
        return $"{path}.{function}({name}, {inner})";
    }

    private string Leaf(ScalarKind kind)
    {
        if (_random.Next(3) > 0 && Path(kind) is { } path) return path;
        return kind == ScalarKind.Decimal
            ? Literal(new FieldType { Kind = kind, Precision = _random.Next(1, 39), Scale = _random.Next(2) == 0 ? 0 : 1 })
            : Literal(FieldType.Of(kind));
    }

    private string Literal(FieldType type)
    {
        var text = ExpressionData.Pick(type, _random);
        return type.Kind switch
        {
            ScalarKind.Int or ScalarKind.Long or ScalarKind.Bool => text,
            ScalarKind.Decimal => text,
            ScalarKind.Double => text.Contains('E', StringComparison.Ordinal) ? text : text + "e0",
            ScalarKind.Date => $"date('{text}')",
            ScalarKind.Time => $"time('{text}')",
            ScalarKind.DateTime => $"datetime('{text}')",
            ScalarKind.Timestamp => $"timestamp('{text}')",
            ScalarKind.Duration => $"duration('{text}')",
            _ => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}'",
        };
    }

    private string? Path(ScalarKind? kind)
    {
        var paths = new List<string>();
        foreach (var (prefix, resource) in _rows)
        {
            Add(prefix, resource);
            foreach (var relation in resource.Relations.Where(relation => relation.IsToOne)) Add($"{prefix}{relation.Name}.", relation.Target);
        }
        return paths.Count == 0 ? null : paths[_random.Next(paths.Count)];

        void Add(string prefix, Resource resource) => paths.AddRange(
            resource.Fields.Where(field => !field.Type.IsArray && field.Role is not FieldRole.Parent && !(resource.Name == "itemLine" && field.Role == FieldRole.Key)
                && (kind is null || field.Type.Kind == kind)).Select(field => prefix + field.Name));
    }

    private T Of<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
