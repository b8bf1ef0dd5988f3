using System.Globalization;
using Lintel.Adoption.Catalog;
using Lintel.Model;

namespace Lintel.Adoption.Fitting;

/// <summary>Which argument of a database's function each field of the contract is, and how the call is written.</summary>
/// <param name="function">The function of the contract.</param>
/// <param name="found">That of the database.</param>
/// <param name="report">Takes what does not fit, and what to do.</param>
internal sealed class RoutineShape(ServiceFunction function, CatalogFunction found, Action<string, string> report)
{
    private readonly int[] _fields = [.. Enumerable.Repeat(-1, found.Arguments.Count)];

    /// <summary>How the function is called; null: it can't be, which was reported.</summary>
    public NativeRoutine? Find()
    {
        if (!Match() || !IsComplete()) return null;
        // What has no name is told by its position, and so is all that stands before it.
        var positional = 0;
        for (var at = 0; at < _fields.Length; at++)
        {
            if (_fields[at] >= 0 && found.Arguments[at] is { Name: null, IsVariadic: false }) positional = at + 1;
        }
        if (Array.FindIndex(_fields, 0, positional, field => field < 0) is var gap and >= 0)
        {
            Misfit($"The argument {Called(gap)} of '{found.Name}' stands before one without a name, and so must be given.", "Add it to `input`.");
            return null;
        }
        return new NativeRoutine
        {
            Schema = found.Name.Schema,
            Name = found.Name.Name,
            Arguments = [.. Enumerable.Range(0, _fields.Length).Where(at => _fields[at] >= 0 || found.Arguments[at].IsVariadic).Select(at => Argument(at, at < positional))],
            IsProcedure = found.IsProcedure,
            ReturnsSet = found.ReturnsSet,
        };
    }

    private NativeArgument Argument(int at, bool isPositional)
    {
        var (argument, type) = (found.Arguments[at], found.Arguments[at].Type.Name);
        return new NativeArgument(_fields[at], at, isPositional ? null : argument.Name, type.Schema, type.Name, argument.IsVariadic);
    }

    private bool Match()
    {
        for (var i = 0; i < function.Arguments.Count; i++)
        {
            var (name, position) = function.Arguments[i];
            var (field, at) = (function.Input.Fields[i].Name, name is null ? position - 1 : found.Arguments.ToList().FindIndex(argument => argument.Name == name));
            if (at < 0 || at >= _fields.Length)
                return Misfit($"'{found.Name}' has no argument {name ?? position.ToString(CultureInfo.InvariantCulture)} for '{field}'.", found.Arguments.Count == 0
                    ? "It has none: remove it from `input`."
                    : $"Name one with `argument`: {string.Join(", ", Enumerable.Range(0, _fields.Length).Select(Called))}.");
            if (_fields[at] >= 0) return Misfit($"'{field}' and '{function.Input.Fields[_fields[at]].Name}' are the same argument of '{found.Name}'.", "Name another one with `argument`.");
            _fields[at] = i;
        }
        return true;
    }

    private bool IsComplete()
    {
        for (var at = 0; at < _fields.Length; at++)
        {
            var argument = found.Arguments[at];
            var mayBeLeftOut = argument.HasDefault || argument.IsVariadic;
            if (_fields[at] < 0)
            {
                if (!mayBeLeftOut) return Misfit($"The argument {Called(at)} of '{found.Name}' has no default.", "Add it to `input`.");
                continue;
            }
            var field = function.Input.Fields[_fields[at]];
            if (field.Default == DefaultKind.Database && !mayBeLeftOut)
                return Misfit($"The argument {Called(at)} of '{found.Name}' has no default in the database.", $"Remove `default: database` from '{field.Name}'.");
            if (argument.IsVariadic && !field.Type.IsArray) return Misfit($"The argument {Called(at)} of '{found.Name}' takes any number of values.", $"Give '{field.Name}' the type `{field.Type}[]`.");
        }
        return true;
    }

    private string Called(int at) => found.Arguments[at].Name ?? (at + 1).ToString(CultureInfo.InvariantCulture);

    private bool Misfit(string finding, string advice)
    {
        report(finding, advice);
        return false;
    }
}
