using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Resolves calls of functions.</summary>
internal static class CallBinder
{
    /// <summary>What a function is given, as a row of its input.</summary>
    public static RowDraft BindInput(ServiceFunction function, FunctionCall call, ProblemList problems) =>
        new InputBinder(problems, trusted: false).BindInput(function.Input, call.Input, call.InQuery);

    /// <summary>The call of a function with arguments that are complete and checked.</summary>
    public static BoundCall Bind(ServiceFunction function, RowDraft arguments, ProblemList problems, List<Value> parameters)
    {
        var slots = new int[function.Input.Fields.Count];
        for (var i = 0; i < slots.Length; i++)
        {
            var field = function.Input.Fields[i];
            slots[i] = -1;
            if (!arguments.Has(field)) continue;
            slots[i] = parameters.Count;
            parameters.Add(arguments[field]);
        }
        CheckPositions(function, slots, arguments, problems);
        return new BoundCall(function, slots);
    }

    // What has no name is told by its position: nothing before it can be left out.
    private static void CheckPositions(ServiceFunction function, int[] slots, RowDraft arguments, ProblemList problems)
    {
        Field? missing = null;
        foreach (var argument in function.Native?.Arguments ?? [])
        {
            if (argument is { Name: not null } or { IsVariadic: true } or { Field: < 0 }) continue;
            var field = function.Input.Fields[argument.Field];
            if (slots[argument.Field] < 0) missing ??= field;
            else if (missing is not null) problems.Add(ErrorCatalogue.Required, arguments.PointerOf(missing.Name), $"'{missing.Name}' must be given where '{field.Name}' is.");
        }
    }

    /// <summary>Everything of what a function gives that a caller may see, as it gives it.</summary>
    public static BoundSelection? Everything(ServiceFunction function, CallerView view)
    {
        if (function.Returns is not { Rows: var rows }) return null;
        BoundPath[] columns = [.. rows.Fields.Where(field => field is { WriteOnly: false, IsStored: true } && view.MaySee(field)).Select(field => new BoundPath([], field))];
        return new BoundSelection { Resource = rows, Columns = columns, Shown = columns.Length, Includes = [], Order = [] };
    }
}
