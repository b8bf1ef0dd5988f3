using Lintel.Adoption.Catalog;
using Lintel.Model;

namespace Lintel.Adoption.Fitting;

/// <summary>Which argument of a database's function each field of the contract is, and how the call is written.</summary>
internal static class RoutineShape
{
    /// <summary>How a function is called; null where <paramref name="misfit"/> tells why it can't be.</summary>
    public static NativeRoutine? Of(ServiceFunction function, CatalogFunction found, out string? misfit)
    {
        var fields = new int[found.Arguments.Count];
        Array.Fill(fields, -1);
        misfit = Match(function, found, fields) ?? WhyIncomplete(function, found, fields);
        if (misfit is not null) return null;
        // What has no name is told by its position, and so is all that stands before it.
        var positional = 0;
        for (var at = 0; at < fields.Length; at++)
        {
            if (found.Arguments[at] is { Name: null, IsVariadic: false } && fields[at] >= 0) positional = at + 1;
        }
        if (Array.FindIndex(fields, 0, positional, field => field < 0) is var gap and >= 0)
        {
            misfit = $"The argument {gap + 1} of {found.Name} stands before one without a name, and so must be given. Add it to `input`.";
            return null;
        }
        return new NativeRoutine
        {
            Schema = found.Name.Schema,
            Name = found.Name.Name,
            Arguments = [.. found.Arguments.Select((argument, at) => (argument, at)).Where(pair => fields[pair.at] >= 0 || pair.argument.IsVariadic).Select(pair => Argument(pair.argument, fields[pair.at], pair.at < positional))],
            IsProcedure = found.IsProcedure,
            ReturnsSet = found.ReturnsSet,
        };
    }

    private static NativeArgument Argument(CatalogArgument argument, int field, bool isPositional) =>
        new(field, isPositional ? null : argument.Name, argument.Type.Name.Schema, argument.Type.Name.Name, argument.IsVariadic);

    private static string? Match(ServiceFunction function, CatalogFunction found, int[] fields)
    {
        for (var i = 0; i < function.Arguments.Count; i++)
        {
            var (name, position) = function.Arguments[i];
            var at = name is null ? position - 1 : found.Arguments.ToList().FindIndex(argument => argument.Name == name);
            if (at < 0 || at >= fields.Length)
            {
                var has = found.Arguments.Count == 0 ? "It takes none." : $"It takes {string.Join(", ", found.Arguments.Select((argument, place) => argument.Name ?? $"{place + 1} (without a name)"))}.";
                return $"{found.Name} takes no argument {(name ?? position.ToString(System.Globalization.CultureInfo.InvariantCulture))} for '{function.Input.Fields[i].Name}'. {has} Name one by `argument:`.";
            }
            if (fields[at] >= 0) return $"'{function.Input.Fields[i].Name}' and '{function.Input.Fields[fields[at]].Name}' are the same argument of {found.Name}.";
            fields[at] = i;
        }
        return null;
    }

    private static string? WhyIncomplete(ServiceFunction function, CatalogFunction found, int[] fields)
    {
        for (var at = 0; at < fields.Length; at++)
        {
            var argument = found.Arguments[at];
            var called = argument.Name ?? $"{at + 1}";
            if (fields[at] < 0)
            {
                if (!argument.HasDefault && !argument.IsVariadic) return $"The argument {called} of {found.Name} has no default. Add it to `input`.";
                continue;
            }
            var field = function.Input.Fields[fields[at]];
            if (field.Default == DefaultKind.Database && !argument.HasDefault && !argument.IsVariadic)
                return $"The argument {called} of {found.Name} has no default in the database. Remove `default: database` from '{field.Name}'.";
            if (argument.IsVariadic && !field.Type.IsArray) return $"The argument {called} of {found.Name} is VARIADIC. Write `{field.Name}: {field.Type}[]`.";
        }
        return null;
    }
}
