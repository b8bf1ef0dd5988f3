using System.Globalization;
using Lintel.Access;
using Lintel.Http.Tests.Models.Documents;
using Lintel.Model;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>A condition on a row: how it is written, and what it means. The row is null behind a reference that leads nowhere.</summary>
internal abstract record Condition
{
    /// <summary>In the expression language.</summary>
    /// <param name="row">How a path begins: empty, or <c>account.</c>.</param>
    /// <param name="depth">How many rows have a name already.</param>
    public abstract string Text(string row, int depth = 0);

    /// <summary>Whether it holds for a row, as somebody sees it.</summary>
    public abstract bool Holds(Sight sight, Row? row);

    /// <summary>As <c>where</c> of GraphQL.</summary>
    public virtual Literal.Members Where() => throw new NotSupportedException($"{GetType().Name} stands in policies alone.");

    /// <summary>As a parameter of a query; null: it takes an expression.</summary>
    public virtual string? Parameter => null;

    /// <summary>What the caller alone makes of it; null: the row decides.</summary>
    public virtual bool? Decided(Caller caller) => null;

    /// <summary>Whether somebody may see all that it names.</summary>
    public virtual bool IsNamed(Sight sight) => true;

    public sealed override string ToString() => Text("");
}

/// <summary>Always, or never.</summary>
internal sealed record Truth(bool Value) : Condition
{
    public override string Text(string row, int depth) => Value ? "true" : "false";

    public override bool Holds(Sight sight, Row? row) => Value;

    public override bool? Decided(Caller caller) => Value;
}

/// <summary>A field beside a value, which may be null for <c>==</c> and <c>!=</c>.</summary>
internal sealed record Compare(Field Field, string Operator, object? Value) : Condition
{
    public override string Text(string row, int depth) => $"{row}{Field.Name} {Operator} {Shown(Value)}";

    public override bool Holds(Sight sight, Row? row) => Holds(sight.Value(row, Field), Operator, Value);

    public override Literal.Members Where() => new([(Field.Name, new Literal.Members([Value is null
        ? ("isNull", Operator == "==")
        : (Operator switch { "==" => "eq", "!=" => "ne", "<" => "lt", "<=" => "lte", ">" => "gt", _ => "gte" }, FilterGenerator.Shown(Field, Value))]))]);

    public override string? Parameter => Value is null
        ? $"{Field.Name}[null]={(Operator == "==" ? "true" : "false")}"
        : $"{Field.Name}[{Operator switch { "==" => "eq", "!=" => "ne", "<" => "lt", "<=" => "lte", ">" => "gt", _ => "gte" }}]={Uri.EscapeDataString(Convert.ToString(Value, CultureInfo.InvariantCulture)!)}";

    public override bool IsNamed(Sight sight) => sight.MaySee(Field);

    /// <summary>What a comparison comes to; null is a value for <c>==</c> and <c>!=</c> alone.</summary>
    public static bool Holds(object? left, string op, object? right) => op switch
    {
        "==" => Row.Compare(left, right) == 0,
        "!=" => Row.Compare(left, right) != 0,
        _ when left is null || right is null => false,
        "<" => Row.Compare(left, right) < 0,
        "<=" => Row.Compare(left, right) <= 0,
        ">" => Row.Compare(left, right) > 0,
        ">=" => Row.Compare(left, right) >= 0,
        _ => throw new NotSupportedException(op),
    };

    private static string Shown(object? value) => value is string text ? $"'{text}'" : Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } number ? number : "null";
}

/// <summary>All, or one of several.</summary>
internal sealed record Chain(bool IsOr, IReadOnlyList<Condition> Parts) : Condition
{
    public override string Text(string row, int depth) => $"({string.Join(IsOr ? " or " : " and ", Parts.Select(part => part.Text(row, depth)))})";

    public override bool Holds(Sight sight, Row? row) => IsOr ? Parts.Any(part => part.Holds(sight, row)) : Parts.All(part => part.Holds(sight, row));

    public override Literal.Members Where() => new([(IsOr ? "or" : "and", Parts.Select(part => (object?)part.Where()).ToArray())]);

    public override bool? Decided(Caller caller)
    {
        var parts = Parts.Select(part => part.Decided(caller)).ToArray();
        return parts.Contains(IsOr) ? IsOr : parts.Contains(null) ? null : !IsOr;
    }

    public override bool IsNamed(Sight sight) => Parts.All(part => part.IsNamed(sight));
}

/// <summary>The contrary.</summary>
internal sealed record Not(Condition Part) : Condition
{
    public override string Text(string row, int depth) => $"not ({Part.Text(row, depth)})";

    public override bool Holds(Sight sight, Row? row) => !Part.Holds(sight, row);

    public override Literal.Members Where() => new([("not", Part.Where())]);

    public override bool? Decided(Caller caller) => !Part.Decided(caller);

    public override bool IsNamed(Sight sight) => Part.IsNamed(sight);
}

/// <summary>What holds for the row that a reference leads to.</summary>
internal sealed record Behind(Relation Relation, Condition Inner) : Condition
{
    public override string Text(string row, int depth) => Inner.Text($"{row}{Relation.Name}.", depth);

    public override bool Holds(Sight sight, Row? row) => Inner.Holds(sight, sight.One(row, Relation));

    public override Literal.Members Where() => new([(Relation.Name, new Literal.Members([("is", Inner.Where())]))]);

    public override string? Parameter => Inner.Parameter is { } inner ? $"{Relation.Name}.{inner}" : null;

    public override bool? Decided(Caller caller) => Inner.Decided(caller);

    public override bool IsNamed(Sight sight) => sight.MaySee(Relation) && Inner.IsNamed(sight);
}

/// <summary>Whether something holds for one, or for each, of the rows that a relation leads to.</summary>
internal sealed record Among(Relation Relation, bool IsEach, Condition Inner) : Condition
{
    public override string Text(string row, int depth)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"v{depth}");
        return $"{row}{Relation.Name}.{(IsEach ? "all" : "exists")}({name}, {Inner.Text(name + ".", depth + 1)})";
    }

    public override bool Holds(Sight sight, Row? row) => IsEach ? sight.Many(row, Relation).All(one => Inner.Holds(sight, one)) : sight.Many(row, Relation).Any(one => Inner.Holds(sight, one));

    public override Literal.Members Where() => new([(Relation.Name, new Literal.Members([(IsEach ? "every" : "some", Inner.Where())]))]);

    public override string? Parameter => !IsEach && Inner.Parameter is { } inner ? $"{Relation.Name}.{inner}" : null;

    public override bool IsNamed(Sight sight) => sight.MaySee(Relation) && Inner.IsNamed(sight);
}

/// <summary>How many rows a relation leads to; not in GraphQL.</summary>
internal sealed record MoreThan(Relation Relation, int Number) : Condition
{
    public override string Text(string row, int depth) => string.Create(CultureInfo.InvariantCulture, $"size({row}{Relation.Name}) > {Number}");

    public override bool Holds(Sight sight, Row? row) => sight.Many(row, Relation).Count > Number;

    public override bool IsNamed(Sight sight) => sight.MaySee(Relation);
}

/// <summary>Whether the caller has a role.</summary>
internal sealed record HasRole(string Role) : Condition
{
    public override string Text(string row, int depth) => $"'{Role}' in caller.roles";

    public override bool Holds(Sight sight, Row? row) => Decided(sight.Caller)!.Value;

    public override bool? Decided(Caller caller) => caller.Roles.Contains(Role);
}

/// <summary>Whether something of the caller is told at all.</summary>
internal sealed record Lacks(string? Claim, bool IsLacking) : Condition
{
    public override string Text(string row, int depth) => $"caller.{(Claim is null ? "id" : "claims." + Claim)} {(IsLacking ? "==" : "!=")} null";

    public override bool Holds(Sight sight, Row? row) => Decided(sight.Caller)!.Value;

    public override bool? Decided(Caller caller) => ValuesOf(caller, Claim).Count == 0 == IsLacking;

    /// <summary>What is told of a caller.</summary>
    public static IReadOnlyList<string> ValuesOf(Caller caller, string? claim) =>
        claim is not null ? caller.Claims.GetValueOrDefault(claim) ?? [] : caller.Id is { } id ? [id] : [];
}

/// <summary>A field beside something of the caller. What they lack, or what is no value of the field's type, equals nothing, not even null.</summary>
internal sealed record OfCaller(Field Field, string Operator, string? Claim) : Condition
{
    public override string Text(string row, int depth) => $"{row}{Field.Name} {Operator} caller.{(Claim is null ? "id" : "claims." + Claim)}";

    public override bool Holds(Sight sight, Row? row) => Decided(sight.Caller) ?? (Operator == "in"
        ? sight.Value(row, Field) is { } value && ReadAll(sight.Caller).Any(one => Row.Compare(value, one) == 0)
        : Compare.Holds(sight.Value(row, Field), Operator, ReadAll(sight.Caller)[0]));

    public override bool? Decided(Caller caller) => (Operator == "in" ? ReadAll(caller).Count > 0 : ReadAll(caller) is [var first, ..] && first is not null) ? null : Operator == "!=";

    private List<object?> ReadAll(Caller caller)
    {
        var values = Lacks.ValuesOf(caller, Claim).Select(Read);
        return [.. Operator == "in" ? values.Where(value => value is not null) : values];
    }

    private object? Read(string text) => Field.Type.Kind switch
    {
        ScalarKind.Int => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? (long)number : null,
        ScalarKind.Enum => Field.Type.Members.Contains(text) ? text : null,
        _ => text,
    };
}
