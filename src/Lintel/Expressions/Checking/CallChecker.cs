using System.Globalization;
using Lintel.Expressions.Syntax;
using Lintel.Model;

namespace Lintel.Expressions.Checking;

/// <summary>Functions, and questions to the rows of a relation.</summary>
internal sealed class CallChecker(Checker checker, PathResolver paths, ExpressionLimits limits, List<ExpressionError> errors)
{
    private static readonly Dictionary<string, AggregateFunction> Aggregates = new()
    {
        ["exists"] = AggregateFunction.Exists,
        ["all"] = AggregateFunction.All,
        ["count"] = AggregateFunction.Count,
        ["sum"] = AggregateFunction.Sum,
        ["avg"] = AggregateFunction.Avg,
        ["min"] = AggregateFunction.Min,
        ["max"] = AggregateFunction.Max,
    };

    private static readonly Dictionary<string, ScalarKind> Constants = new()
    {
        ["date"] = ScalarKind.Date,
        ["time"] = ScalarKind.Time,
        ["datetime"] = ScalarKind.DateTime,
        ["timestamp"] = ScalarKind.Timestamp,
        ["duration"] = ScalarKind.Duration,
        ["uuid"] = ScalarKind.Uuid,
    };

    private static readonly Dictionary<string, CalendarUnit> Units = Enum.GetValues<CalendarUnit>().ToDictionary(ExpressionPrinter.Name);

    /// <summary>The names of all functions.</summary>
    public static IEnumerable<string> Names { get; } =
        [.. Aggregates.Keys, .. Constants.Keys, .. Units.Keys, "size", "startsWith", "endsWith", "contains", "matches", "has", "now"];

    /// <summary>The call, or null after an error.</summary>
    public Expression? Check(CallSyntax call)
    {
        if (Aggregates.TryGetValue(call.Name, out var function)) return Aggregate(call, function);
        if (call.Target is null && Constants.TryGetValue(call.Name, out var kind)) return checker.Constant(call, FieldType.Of(kind));
        if (call is { Target: null, Arguments: [var time] } && Units.TryGetValue(call.Name, out var unit)) return Calendar(call, unit, time);
        return (call.Name, call.Target, call.Arguments) switch
        {
            ("now", null, []) => new NowExpression(),
            ("size", null, [var of]) => Size(of),
            ("size", { } of, []) => Size(of),
            ("has", null, [var of]) => Has(call, of),
            ("startsWith", { } of, [var part]) => Test(TextTest.StartsWith, of, part),
            ("endsWith", { } of, [var part]) => Test(TextTest.EndsWith, of, part),
            ("contains", { } of, [var part]) => Test(TextTest.Contains, of, part),
            ("matches", { } of, [var pattern]) => Matches(of, pattern),
            _ => Unknown(call),
        };
    }

    /// <summary>Whether a value is that of a field of one of the rows that a path leads to; null is in no list. Null after an error.</summary>
    public Expression? AmongRows(BinarySyntax within)
    {
        if (paths.Depth == limits.Aggregates) return TooDeep(within);
        var body = paths.Collect(within.Right, "in", () =>
        {
            // Both are asked of one row, and so stand equally deep.
            if (checker.Check(within.Right) is not { } element || paths.Beside(() => checker.Check(within.Left)) is not { } operand) return null;
            if (operand is CallerExpression { IsList: true } or { Type.IsArray: true } || ReferenceEquals(operand.Type, ExpressionTypes.Null))
                return checker.Fail(within.Left, "One value is looked for among rows, and this is none.", "ask of each row: lines.exists(l, l.name in caller.roles)");
            var same = checker.Compare(within, ComparisonOperator.Equal, (within.Left, operand), (within.Right, element));
            // What a caller lacks equals nothing anyway.
            return same is null || !operand.Nullable || operand is CallerExpression ? same
                : new ChainExpression(IsOr: false, [new ComparisonExpression(ComparisonOperator.NotEqual, operand, new ConstantExpression(operand.Type, Value.Null)), same]);
        });
        return body is var (over, row, found) ? new AggregateExpression(AggregateFunction.Exists, over.Row, over.Hops, over.Many!, row, found, ExpressionTypes.Bool) : null;
    }

    private Expression? TooDeep(SyntaxNode at) =>
        checker.Fail(at, string.Create(CultureInfo.InvariantCulture, $"Relations to many may stand within each other at most {limits.Aggregates} deep."), "ask in another way");

    private Expression? Unknown(CallSyntax call)
    {
        var usage = call.Name switch
        {
            "now" => "now()",
            "size" => "size(name) or name.size()",
            "has" => "has(name)",
            "startsWith" or "endsWith" or "contains" or "matches" => $"name.{call.Name}('…')",
            _ when Units.ContainsKey(call.Name) => $"{call.Name}(createdAt)",
            _ => null,
        };
        var hint = usage is null ? Wording.DidYouMean(call.Name, Names) : $"write {usage}";
        errors.Add(new ExpressionError(call.NameOffset, call.Name.Length,
            usage is null ? $"There is no function '{Wording.Short(call.Name)}'." : $"'{call.Name}' is not called so.", hint ?? $"there are {string.Join(", ", Names)}"));
        return null;
    }

    private Expression? Size(SyntaxNode of)
    {
        if (of is NameSyntax or MemberSyntax && paths.Resolve(of) is var end)
        {
            if (end is null) return null;
            if (end.Value.Many is { } many) return new AggregateExpression(AggregateFunction.Count, end.Value.Row, end.Value.Hops, many, Row(many), null, ExpressionTypes.Long);
        }
        if (checker.Check(of) is not { } operand) return null;
        if (operand.Type.IsArray || ExpressionTypes.IsText(operand.Type) && !ReferenceEquals(operand.Type, ExpressionTypes.Null)) return new SizeExpression(operand);
        return checker.Fail(of, $"{ExpressionTypes.Name(operand.Type)} has no size.", "text, arrays and relations to many have");
    }

    private Expression? Has(CallSyntax call, SyntaxNode of) =>
        checker.Check(of) is { } operand
            ? new ComparisonExpression(ComparisonOperator.NotEqual, operand, new ConstantExpression(operand.Type, Value.Null)) is var has && of is NameSyntax or MemberSyntax
                ? has
                : checker.Fail(call, "'has' asks whether a field has a value.", "name a field, or write x != null")
            : null;

    private Expression? Calendar(CallSyntax call, CalendarUnit unit, SyntaxNode time)
    {
        if (checker.Check(time) is not { } operand) return null;
        if (operand.Type is { IsArray: false, Kind: ScalarKind.DateTime or ScalarKind.Timestamp }) return new CalendarExpression(unit, operand);
        if (operand.Type is not { IsArray: false, Kind: ScalarKind.Date })
            return checker.Fail(call, $"{ExpressionTypes.Name(operand.Type)} has no {call.Name}.", "a date, a datetime or a timestamp has");
        return unit == CalendarUnit.Hour ? checker.Fail(call, "A date has no hour.", "take its day") : new CalendarExpression(unit, operand);
    }

    private TextTestExpression? Test(TextTest test, SyntaxNode of, SyntaxNode part) =>
        checker.Text(of) is var operand && checker.Text(part) is { } other && operand is not null ? new TextTestExpression(test, operand, other) : null;

    private Expression? Matches(SyntaxNode of, SyntaxNode pattern)
    {
        if (checker.Text(of) is not { } operand) return null;
        if (pattern is not LiteralSyntax { Kind: LiteralKind.Text } literal) return checker.Fail(pattern, "A pattern is a text in quotes.", "write name.matches('^a')");
        if (MatchPattern.TryParse(literal.Text, out var error) is { } parsed) return new MatchExpression(operand, parsed);
        return checker.Fail(literal, error!, "docs/expressions.md lists what a pattern may have");
    }

    private Expression? Aggregate(CallSyntax call, AggregateFunction function)
    {
        if (paths.Depth == limits.Aggregates) return TooDeep(call);
        return call switch
        {
            { Target: { } over, Arguments: [NameSyntax name, var body] } => Named(call, function, over, name, body),
            { Target: { } over, Arguments: [] } when function == AggregateFunction.Count => Size(over),
            { Target: null, Arguments: [var body] } when function is not (AggregateFunction.Exists or AggregateFunction.All) => Collected(call, function, body),
            _ => checker.Fail(call, $"'{call.Name}' is not called so.", function is AggregateFunction.Exists or AggregateFunction.All
                ? $"write lines.{call.Name}(l, l.quantity > 3)"
                : $"write {call.Name}(lines.quantity), or lines.{call.Name}(l, {(function == AggregateFunction.Count ? "l.quantity > 3" : "l.quantity")})"),
        };
    }

    private Expression? Named(CallSyntax call, AggregateFunction function, SyntaxNode over, NameSyntax name, SyntaxNode body)
    {
        if (paths.Resolve(over) is not { } end) return null;
        if (end.Many is not { } many) return checker.Fail(over, $"'{end.Field?.Name}' does not lead to many rows.", $"'{call.Name}' goes over a relation to many");
        var row = Row(many);
        var inner = paths.Within(name.Name, row, () => function is AggregateFunction.Exists or AggregateFunction.All or AggregateFunction.Count ? checker.Condition(body) : checker.Check(body));
        return inner is null ? null : Build(call, function, end, row, inner);
    }

    private Expression? Collected(CallSyntax call, AggregateFunction function, SyntaxNode body)
    {
        if (function == AggregateFunction.Count && body is NameSyntax or MemberSyntax)
        {
            var before = errors.Count;
            if (paths.Resolve(body) is { Many: { } many } end) return new AggregateExpression(AggregateFunction.Count, end.Row, end.Hops, many, Row(many), null, ExpressionTypes.Long);
            errors.RemoveRange(before, errors.Count - before);
        }
        if (paths.Collect(body, call.Name, () => checker.Check(body)) is not var (over, row, inner)) return null;
        if (function == AggregateFunction.Count)
            inner = inner.Type.Kind == ScalarKind.Bool ? inner : new ComparisonExpression(ComparisonOperator.NotEqual, inner, new ConstantExpression(inner.Type, Value.Null));
        return Build(call, function, over, row, inner);
    }

    private Expression? Build(CallSyntax call, AggregateFunction function, PathEnd over, RowVariable row, Expression body)
    {
        var type = function switch
        {
            AggregateFunction.Exists or AggregateFunction.All => ExpressionTypes.Bool,
            AggregateFunction.Count => ExpressionTypes.Long,
            AggregateFunction.Min or AggregateFunction.Max => OperatorTypes.HasExtremes(body.Type) ? body.Type : null,
            AggregateFunction.Sum or AggregateFunction.Avg => OperatorTypes.Total(function, body.Type),
        };
        if (type is not null && !ReferenceEquals(body.Type, ExpressionTypes.Null)) return new AggregateExpression(function, over.Row, over.Hops, over.Many!, row, body, type);
        return checker.Fail(call, $"'{call.Name}' has no meaning for {ExpressionTypes.Name(body.Type)}.", body.Type.Kind == ScalarKind.Double ? "the sum of doubles depends on their order: use a decimal" : null);
    }

    private RowVariable Row(Relation relation) => new(paths.Depth + 1, relation.Target);
}
