using Lintel.Binding;
using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>Calls of functions, by the names of their arguments where they have names, so that any of them can be left out.</summary>
public static class CallLowering
{
    /// <summary>Lowers a call whose rows, if any, are all wanted.</summary>
    public static SqlStatement Lower(SqlDialect dialect, BoundInvoke invoke)
    {
        var select = new SelectLowering(dialect, invoke.NowSlot, invoke.Access);
        var call = Text(dialect, select.Parameters, invoke.Call);
        var types = invoke.Selection is { } selection ? Types(invoke.Call.Function, selection) : [];
        var text = invoke switch
        {
            { Call.Function.Native.IsProcedure: true } => $"CALL {call}",
            // Of rows of a resource those come that the caller sees.
            { Selection: { } wanted, Call.Function.Returns.Kind: FunctionResultKind.Rows } when select.Scope(wanted.Resource, call) is var seen =>
                $"SELECT {string.Join(", ", wanted.Columns.Select((column, i) => dialect.Held(seen.Own(column.Field.Column), types[i])))}\nFROM {seen.From()}",
            { Selection: { } wanted } => $"SELECT {string.Join(", ", Columns(dialect, invoke.Call.Function, wanted, types))}\nFROM {call} AS {Alias(invoke.Call.Function)}",
            _ => $"SELECT 1\nFROM {call} AS t0",
        };
        return new SqlStatement(text, [.. select.Parameters.Parameters], types);
    }

    /// <summary>A call as it stands in a FROM clause, without an alias.</summary>
    internal static string Text(SqlDialect dialect, ParameterList parameters, BoundCall call)
    {
        var routine = call.Function.Native ?? throw new InvalidOperationException($"The store has not been prepared: '{call.Function}' is not known to it.");
        return $"{Name(dialect, routine.Schema, routine.Name)}({string.Join(", ", routine.Arguments.Select(Argument).OfType<string>())})";

        string? Argument(NativeArgument argument)
        {
            var slot = argument.Field < 0 ? -1 : call.Slots[argument.Field];
            // Of any number of values none is a number too.
            if (slot < 0 && !argument.IsVariadic) return null;
            var value = slot < 0 ? dialect.TextLiteral("{}") : parameters.Add(ParameterSource.Argument, slot, call.Function.Input.Fields[argument.Field].Type);
            var named = argument.Name is null ? "" : $"{dialect.Identifier(argument.Name)} => ";
            return $"{(argument.IsVariadic ? "VARIADIC " : "")}{named}CAST({value} AS {Name(dialect, argument.TypeSchema, argument.TypeName)})";
        }
    }

    private static string Name(SqlDialect dialect, string? schema, string name) => schema is null ? dialect.Identifier(name) : $"{dialect.Identifier(schema)}.{dialect.Identifier(name)}";

    // Several single values come in rows of one.
    private static FieldType[] Types(ServiceFunction function, BoundSelection selection) =>
        [.. selection.Columns.Select(column => function.GivesElements ? column.Field.Type.Element : column.Field.Type)];

    private static IEnumerable<string> Columns(SqlDialect dialect, ServiceFunction function, BoundSelection selection, FieldType[] types) =>
        selection.Columns.Select((column, i) => dialect.Held($"t0.{dialect.Identifier(IsValue(function) ? FunctionResult.Value : column.Field.Column.Name)}", types[i]));

    private static string Alias(ServiceFunction function) => IsValue(function) ? $"t0({FunctionResult.Value})" : "t0";

    private static bool IsValue(ServiceFunction function) => function.Returns is { Kind: FunctionResultKind.Values };
}
