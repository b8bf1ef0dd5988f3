using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Http.Tests.Models.Documents;

/// <summary>Random filters, each with what it means.</summary>
internal sealed class FilterGenerator(ModelRows rows, Chances chances)
{
    private static readonly (string Name, FilterOperator Operator)[] Operators =
    [
        ("eq", FilterOperator.Equal), ("ne", FilterOperator.NotEqual), ("gt", FilterOperator.Greater), ("gte", FilterOperator.GreaterOrEqual), ("lt", FilterOperator.Less),
        ("lte", FilterOperator.LessOrEqual), ("in", FilterOperator.In), ("nin", FilterOperator.NotIn), ("contains", FilterOperator.Contains),
        ("startsWith", FilterOperator.StartsWith), ("endsWith", FilterOperator.EndsWith), ("isNull", FilterOperator.IsNull),
    ];

    /// <summary>The name of the type of a field's values.</summary>
    public static string TypeOf(Resource resource, Field field) => field.Type.Kind switch
    {
        ScalarKind.String => "String",
        ScalarKind.Int => "Int",
        ScalarKind.Long => "Long",
        ScalarKind.Uuid => "UUID",
        ScalarKind.Enum => Pascal(resource.Name) + Pascal(field.Name),
        _ => throw new NotSupportedException($"{field}"),
    };

    /// <summary>A name with its first letter in upper case.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>A value as GraphQL has it.</summary>
    public static object? Shown(Field field, object? value) => field.Type.Kind == ScalarKind.Enum && value is string text ? new Literal.Name(text.ToUpperInvariant()) : value;

    /// <summary>A filter.</summary>
    /// <param name="resource">Of which rows.</param>
    /// <param name="depth">How far it may nest.</param>
    /// <param name="isCertain">Whether all that it asks must hold, so that one row alone could be left: such a list needs less of an order, and has cursors of its own.</param>
    public (object? Literal, Func<Row, bool> Holds) Where(Resource resource, int depth, bool isCertain = true)
    {
        Func<Row, bool> holds = _ => true;
        var literal = chances.Value(Pascal(resource.Name) + "Where", () =>
        {
            var (members, all) = Members(resource, depth, isCertain);
            holds = all;
            return members;
        });
        return (literal, holds);
    }

    private (Literal.Members, Func<Row, bool>) Members(Resource resource, int depth, bool isCertain)
    {
        var members = new List<(string, object?)>();
        var parts = new List<Func<Row, bool>>();
        foreach (var field in resource.Fields)
        {
            if (!chances.Hit(130 / resource.Fields.Count)) continue;
            var compare = new List<(string, object?)>();
            for (var i = chances.Hit(20) ? 2 : 1; i > 0; i--) Compare(resource, field, compare, parts, isCertain && IsUnique(resource, field));
            members.Add((field.Name, new Literal.Members(compare)));
        }
        if (depth > 0)
        {
            foreach (var word in (string[])["and", "or"])
            {
                if (!chances.Hit(15)) continue;
                var count = 1 + chances.Next(2);
                var ways = Enumerable.Range(0, count).Select(_ => Where(resource, depth - 1, isCertain && (word == "and" || count == 1))).ToArray();
                // One stands for a list of one.
                members.Add((word, ways is [{ Literal: Literal.Members }] && chances.Hit(20) ? ways[0].Literal : ways.Select(way => way.Literal).ToArray()));
                parts.Add(word == "and" ? row => ways.All(way => way.Holds(row)) : row => ways.Any(way => way.Holds(row)));
            }
            if (chances.Hit(15))
            {
                var (literal, holds) = Where(resource, depth - 1, isCertain: false);
                members.Add(("not", literal));
                parts.Add(row => !holds(row));
            }
            foreach (var relation in resource.Relations)
            {
                if (chances.Hit(15)) Follow(relation, depth - 1, members, parts);
            }
        }
        return (new Literal.Members(members), row => parts.TrueForAll(part => part(row)));
    }

    private void Follow(Relation relation, int depth, List<(string, object?)> members, List<Func<Row, bool>> parts)
    {
        if (relation.IsToOne && chances.Hit(10))
        {
            members.Add((relation.Name, new Literal.Members([("is", null)])));
            parts.Add(row => row.Related[relation.Name].Count == 0);
            return;
        }
        var words = new List<(string, object?)>();
        foreach (var word in relation.IsToOne ? (string[])["is"] : ["some", "every", "none"])
        {
            if (!relation.IsToOne && !chances.Hit(40)) continue;
            var (literal, holds) = Where(relation.Target, depth, isCertain: false);
            words.Add((word, literal));
            parts.Add(row => word switch
            {
                "every" => row.Related[relation.Name].TrueForAll(one => holds(one)),
                "none" => !row.Related[relation.Name].Exists(one => holds(one)),
                _ => row.Related[relation.Name].Exists(one => holds(one)),
            });
        }
        members.Add((relation.Name, new Literal.Members(words)));
    }

    private void Compare(Resource resource, Field field, List<(string Name, object? Value)> compare, List<Func<Row, bool>> parts, bool isKept)
    {
        var (name, how) = chances.Of([.. Operators.Where(row => OperatorTable.Allows(field.Type, row.Operator) && !(isKept && row.Operator == FilterOperator.Equal))]);
        if (compare.Exists(known => known.Name == name)) return;
        var type = TypeOf(resource, field);
        switch (how)
        {
            case FilterOperator.IsNull:
                var isNull = chances.Hit(50);
                compare.Add((name, chances.Value("Boolean", () => isNull)));
                parts.Add(row => row.Values[field.Name] is null == isNull);
                break;
            case FilterOperator.Equal or FilterOperator.NotEqual when chances.Hit(15):
                compare.Add((name, null));
                parts.Add(row => row.Values[field.Name] is null == (how == FilterOperator.Equal));
                break;
            case FilterOperator.In or FilterOperator.NotIn:
                var several = Enumerable.Range(0, chances.Next(4)).Select(_ => ValueOf(resource, field)).ToArray();
                compare.Add((name, chances.Value($"[{type}!]", () => several.Select(one => chances.Value(type, () => Shown(field, one))).ToArray())));
                parts.Add(row => several.Any(one => Row.Compare(row.Values[field.Name], one) == 0) == (how == FilterOperator.In));
                break;
            default:
                var value = ValueOf(resource, field);
                if (how is FilterOperator.Contains or FilterOperator.StartsWith or FilterOperator.EndsWith && value is string { Length: > 1 } text && chances.Hit(60))
                    value = (how == FilterOperator.StartsWith ? text.EnumerateRunes().First() : text.EnumerateRunes().Last()).ToString();
                compare.Add((name, chances.Value(type, () => Shown(field, value))));
                parts.Add(row => row.Values[field.Name] is { } has ? Holds(how, has, value) : how == FilterOperator.NotEqual);
                break;
        }
    }

    private static bool IsUnique(Resource resource, Field field) => resource.Key.Contains(field) || resource.Entity.Uniques.Any(unique => unique.Columns is [var column] && field.IsIn(column));

    // Mostly one that is there, and never null.
    private object ValueOf(Resource resource, Field field)
    {
        for (var i = 0; i < 5; i++)
        {
            if (chances.Of(rows.Of(resource)).Values[field.Name] is { } value) return value;
        }
        return field.Type.Kind == ScalarKind.String ? "x" : throw new InvalidOperationException($"No value of '{field.Name}'.");
    }

    private static bool Holds(FilterOperator how, object has, object value) => how switch
    {
        FilterOperator.Equal => Row.Compare(has, value) == 0,
        FilterOperator.NotEqual => Row.Compare(has, value) != 0,
        FilterOperator.Less => Row.Compare(has, value) < 0,
        FilterOperator.LessOrEqual => Row.Compare(has, value) <= 0,
        FilterOperator.Greater => Row.Compare(has, value) > 0,
        FilterOperator.GreaterOrEqual => Row.Compare(has, value) >= 0,
        FilterOperator.Contains => ((string)has).Contains((string)value, StringComparison.Ordinal),
        FilterOperator.StartsWith => ((string)has).StartsWith((string)value, StringComparison.Ordinal),
        FilterOperator.EndsWith => ((string)has).EndsWith((string)value, StringComparison.Ordinal),
        _ => throw new NotSupportedException($"{how}"),
    };
}
