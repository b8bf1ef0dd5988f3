using System.Globalization;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Resolves conditions: names to paths, text to typed parameters.</summary>
internal sealed class FilterBinder(ServiceLimits limits, ProblemList problems, List<Value> parameters, CallerView view)
{
    private static readonly FieldType AnyText = FieldType.Of(ScalarKind.Text);

    private readonly PathBinder _paths = new(limits, problems, view);

    /// <summary>Adds the conditions of a selection to <paramref name="parts"/>.</summary>
    public void Bind(Resource resource, IReadOnlyList<Condition> conditions, List<BoundFilter> parts)
    {
        if (conditions.Count > limits.Conditions)
        {
            problems.Add(ErrorCatalogue.InvalidParameter, null, $"A filter may have at most {limits.Conditions} conditions.");
            return;
        }
        foreach (var condition in conditions)
        {
            if (_paths.Bind(resource, condition.Path, condition.Pointer) is not { } path) continue;
            if (Bind(path, condition) is { } comparison) parts.Add(comparison);
        }
    }

    /// <summary>A comparison with the value of a path; null after a problem was added.</summary>
    public Comparison? Bind(BoundPath path, Condition condition) =>
        TryRead(path, condition, out var value) ? new Comparison(path, condition.Operator, value.IsNull ? -1 : Slot(value)) : null;

    /// <summary>What a path is compared with: a value, a list for in and not in, null for the null tests. False after a problem was added.</summary>
    public bool TryRead(BoundPath path, Condition condition, out Value value)
    {
        value = Value.Null;
        var type = path.Field.Type;
        if (!OperatorTable.Allows(type, condition.Operator))
        {
            problems.Add(ErrorCatalogue.InvalidOperator, condition.Pointer, $"'{OperatorTable.Name(condition.Operator)}' can't be used with {type}.");
            return false;
        }
        if (condition.Operator is FilterOperator.IsNull or FilterOperator.IsNotNull) return true;
        // A length or a range limits what is stored, not what is asked for; and one element is what an array contains.
        // A part of an address is none itself: it is any text.
        var element = condition.Operator is FilterOperator.Contains or FilterOperator.StartsWith or FilterOperator.EndsWith && !type.IsArray
            ? AnyText
            : type.Element;
        var values = new Value[condition.Values.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (ValueReader.TryRead(element, condition.Values[i], out values[i], out var expected)) continue;
            problems.Add(ErrorCatalogue.InvalidParameter, condition.Pointer, $"'{condition.Path}' is compared with {expected}.");
            return false;
        }
        value = condition.Operator is FilterOperator.In or FilterOperator.NotIn ? Value.Of(values) : values[0];
        if (values.Length <= limits.In) return true;
        problems.Add(ErrorCatalogue.InvalidParameter, condition.Pointer,
            string.Create(CultureInfo.InvariantCulture, $"A list may have at most {limits.In} values."));
        return false;
    }

    private int Slot(Value value)
    {
        parameters.Add(value);
        return parameters.Count - 1;
    }
}
