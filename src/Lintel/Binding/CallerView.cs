using Lintel.Access;
using Lintel.Errors;
using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Binding;

/// <summary>What one caller may see at one time. One view serves one operation.</summary>
internal sealed class CallerView
{
    private readonly Caller _caller;
    private readonly long _now;

    private CallerView(Caller caller, long now, bool isOfEverything, Value? tenant = null) => (_caller, _now, IsOfEverything, Tenant) = (caller, now, isOfEverything, tenant);

    /// <summary>The view of who sees everything.</summary>
    public static CallerView Everything { get; } = new(Caller.Operator, 0, isOfEverything: true);

    /// <summary>The view of a caller.</summary>
    /// <param name="model">What is served.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    public static CallerView Of(ServiceModel model, Caller caller, long now) =>
        model.Auth is null || ReferenceEquals(caller, Caller.Operator) ? Everything : new CallerView(caller, now, isOfEverything: false, TenantOf(model, caller));

    /// <summary>Whether nothing is kept from them.</summary>
    public bool IsOfEverything { get; }

    /// <summary>The tenant whose rows they see and make; null: they see none of any tenant, unless <see cref="IsOfEverything"/>.</summary>
    public Value? Tenant { get; }

    /// <summary>What answers what a caller may not do: who is not known may be somebody who may.</summary>
    public ErrorCode Refusal => _caller.IsAnonymous ? ErrorCatalogue.Unauthenticated : ErrorCatalogue.Forbidden;

    /// <summary>The problem of asking for rows of which the caller sees none, whatever they are; null: it depends on the rows.</summary>
    public Problem? Refuse(Resource resource) => IsOfEverything || Allows(resource.Access!.Read) != false ? null : Refusal.Because($"{Who} may not see {resource.Plural}.");

    /// <summary>Whether they may see a field of the rows that they see.</summary>
    public bool MaySee(Field field) => IsOfEverything || field.Access is not { } access || Allows(access.Read) == true;

    /// <summary>Whether they may write a field of the rows that they may write.</summary>
    public bool MayWrite(Field field) => field.Access is not { } access || Allows(access.Write) == true;

    /// <summary>Says that they may not write a field.</summary>
    public void RefuseWrite(ProblemList problems, string pointer, string name) => problems.Add(Refusal, pointer, $"{Who} may not write '{name}'.");

    /// <summary>A policy with the caller in it: a condition on the row, whose values are not bound.</summary>
    public Expression Of(Policy policy)
    {
        if (IsOfEverything) return Policy.Everybody.Condition;
        if (policy.TellsTime) return Put();
        if (_caller.Made.TryGetValue(policy, out var known)) return (Expression)known;
        var bound = Put();
        _caller.Made.TryAdd(policy, bound);
        return bound;

        Expression Put() => new CallerBinding(_caller, _now).Bind(policy.Condition);
    }

    /// <summary>Whether they may do an action with a row that decides it, as a field of the row. Like each policy it sees all rows.</summary>
    /// <param name="action">The action.</param>
    /// <param name="parameters">The values of the operation, to which those of the condition are added.</param>
    public Field RightTo(ResourceAction action, List<Value> parameters)
    {
        var right = new Field { Name = $"may {action.Name}", Ordinal = -2, Type = FieldType.Of(ScalarKind.Bool), Column = null, Role = FieldRole.Right };
        right.Compute(ExpressionEvaluator.Parametrize(Of(action.Access!), parameters), right.Type, null, looksBeyond: true);
        return right;
    }

    /// <summary>Whether they may call a function, and what answers it where not.</summary>
    public Problem? Refuse(ServiceFunction function) => Allows(function.Access) == true ? null : Refusal.Because($"{Who} may not call '{function.Name}'.");

    /// <summary>Whether they may follow a relation: to see where it leads is to see the fields that tie the two together.</summary>
    public bool MaySee(Relation relation)
    {
        if (IsOfEverything) return true;
        foreach (var field in relation.SourceFields)
        {
            if (!MaySee(field)) return false;
        }
        foreach (var field in relation.TargetFields)
        {
            if (!MaySee(field)) return false;
        }
        return true;
    }

    /// <summary>Whether they may see a name that an expression uses.</summary>
    public bool MaySee(GuardedName name) => name.Relation is { } relation ? MaySee(relation) : MaySee(name.Field!);

    /// <summary>Says that something is named which they may not see.</summary>
    public void Refuse(ProblemList problems, string? pointer, ReadOnlySpan<char> name) => problems.Add(Refusal, pointer, $"{Who} may not see '{Wording.Short(name.ToString())}'.");

    /// <summary>What of the tables that a read touches is seen; null: all of each.</summary>
    /// <param name="read">The read.</param>
    /// <param name="parameters">The values of the operation, to which those of the conditions are added.</param>
    public BoundAccess? Bind(BoundSelection read, List<Value> parameters) => IsOfEverything ? null : Bind(TouchedResources.Of(read), parameters);

    /// <summary>What of the tables that an operation touches is seen; null: all of each.</summary>
    /// <param name="touched">The resources.</param>
    /// <param name="parameters">The values of the operation, to which those of the conditions are added.</param>
    public BoundAccess? Bind(List<Resource> touched, List<Value> parameters)
    {
        if (IsOfEverything) return null;
        // The same question has the same shape, in whichever order it names them.
        touched.Sort(static (one, other) => one.Ordinal.CompareTo(other.Ordinal));
        var seen = new List<BoundSight>(touched.Count);
        foreach (var resource in touched)
        {
            if (resource.Access is { } access) seen.Add(new BoundSight(resource, Bind(access.Read, parameters), resource.Owner is null ? null : Bind(access.ReadBelow, parameters)));
        }
        return new BoundAccess(seen);
    }

    /// <summary>Who they are, for messages.</summary>
    public string Who => _caller.IsAnonymous ? "Who is not signed in" : "This caller";

    private static Value? TenantOf(ServiceModel model, Caller caller) => model.Tenant is { } settings && TenantClaim.Read(caller, settings.Claim) is { } name ? Value.Of(name) : null;

    private Expression? Bind(Policy policy, List<Value> parameters)
    {
        if (policy.IsPublic) return null;
        var condition = Of(policy);
        return condition is ConstantExpression { Value: { IsNull: false, AsBool: true } } ? null : ExpressionEvaluator.Parametrize(condition, parameters);
    }

    /// <summary>Whether the caller alone is enough to allow something, or to deny it; null: the row decides.</summary>
    public bool? Allows(Policy policy)
    {
        if (policy.IsPublic || IsOfEverything) return true;
        return Of(policy) is ConstantExpression { Value: var value } ? value is { IsNull: false, AsBool: true } : null;
    }
}
