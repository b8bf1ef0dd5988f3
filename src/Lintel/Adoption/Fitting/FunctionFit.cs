using Lintel.Adoption.Catalog;
using Lintel.Model;
using Lintel.Stores;

namespace Lintel.Adoption.Fitting;

/// <summary>Finds the functions of a contract in a database, and tells of each that is not there as the contract says.</summary>
/// <param name="catalog">What the database holds.</param>
public sealed class FunctionFit(DatabaseCatalog catalog)
{
    /// <summary>Tells each function of a model how the database has it called.</summary>
    /// <exception cref="StoreException">The database lacks one of them, or has it otherwise.</exception>
    public static void Attach(ServiceModel model, DatabaseCatalog catalog)
    {
        var fit = new FunctionFit(catalog);
        var misfits = new List<string>();
        foreach (var function in model.Functions)
        {
            if (fit.Find(function, out var misfit) is { } native) function.Attach(native);
            else misfits.Add($"{function.Name}: {misfit}");
        }
        if (misfits.Count > 0) throw new StoreException(StoreFailure.SchemaMismatch, $"The database does not fit the contract's functions:\n{string.Join('\n', misfits)}");
    }

    /// <summary>How a function is called; null where <paramref name="misfit"/> tells why it can't be, as a sentence with what to do.</summary>
    public NativeRoutine? Find(ServiceFunction function, out string? misfit)
    {
        var schema = function.Schema ?? catalog.DefaultSchema;
        var named = new CatalogName(schema, function.Routine);
        CatalogFunction[] all = [.. catalog.Functions.Where(one => one.Name == named)];
        CatalogFunction[] meant = function.ArgumentTypes is { } types ? [.. all.Where(one => TypeNames.Are(one, types))] : all;
        misfit = meant switch
        {
            [] => Missing(function, named, all),
            [var only] => WhyNot(function, only),
            _ => $"The database has {meant.Length} functions {named}. Say which one is meant by `function: {{ name: {function.Routine}, arguments: […] }}`: {Signatures(meant)}.",
        };
        return misfit is null ? RoutineShape.Of(function, meant[0], out misfit) : null;
    }

    private static string Missing(ServiceFunction function, CatalogName named, CatalogFunction[] all) => all.Length == 0
        ? $"The database has no function {named} that may be called. Name it by `function:`, or remove '{function.Name}' from `functions`."
        : $"No function {named} has the arguments ({string.Join(", ", function.ArgumentTypes!)}). Those of that name are {Signatures(all)}.";

    private static string Signatures(IEnumerable<CatalogFunction> functions) =>
        string.Join(", ", functions.Take(5).Select(function => $"[{string.Join(", ", function.Arguments.Select(argument => argument.Type.Text))}]"));

    private static string? WhyNot(ServiceFunction function, CatalogFunction found)
    {
        if (function.Reads && found.IsProcedure) return $"{found.Name} is a procedure, which may write. Remove `reads: true`.";
        if (function.Reads && !found.IsReadOnly) return $"{found.Name} is VOLATILE: it may write. Remove `reads: true`, so that it is called by POST, or declare it STABLE in the database.";
        if (found is { IsProcedure: true, Returns: not null }) return $"{found.Name} is a procedure with OUT arguments, which are not passed on. Make it a function, or remove it from `functions`.";
        return function.Returns is { } result ? WhyNot(function, result, found) : null;
    }

    private static string? WhyNot(ServiceFunction function, FunctionResult result, CatalogFunction found)
    {
        if (found.Returns is not { } type) return $"{found.Name} gives nothing. Remove `returns`.";
        if (result.Kind == FunctionResultKind.Values) return WhyNoValue(result, found, type.Base);
        if (result.IsMany != found.ReturnsSet)
            return found.ReturnsSet ? $"{found.Name} gives any number of rows. Write `returns: {Many(result)}`." : $"{found.Name} gives one row. Write `returns: {One(result)}`.";
        if (type.Base.Kind != CatalogTypeKind.Composite) return $"{found.Name} gives values of the type {type.Text}, and no rows. Write `returns:` with a type.";
        var columns = type.Base.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        return result.Rows.Fields.FirstOrDefault(field => field.IsStored && !columns.Contains(field.Column.Name)) is { } missing
            ? $"What {found.Name} gives has no column {missing.Column.Name} for '{missing.Name}' of '{(result.Kind == FunctionResultKind.Rows ? result.Rows.Name : function.Name)}'. It has {string.Join(", ", columns)}."
            : null;
    }

    private static string? WhyNoValue(FunctionResult result, CatalogFunction found, CatalogType type)
    {
        if (type.Kind == CatalogTypeKind.Composite && type.Columns.Count > 1)
            return $"{found.Name} gives records with the columns {string.Join(", ", type.Columns.Select(column => column.Name))}. Write `returns: {{ fields: … }}`.";
        if (found.ReturnsSet && !result.IsMany) return $"{found.Name} gives any number of values. Write `returns: {result.Rows.Fields[0].Type}[]`.";
        return !found.ReturnsSet && result.IsMany && type.Kind != CatalogTypeKind.Array && type.Columns.Count == 0
            ? $"{found.Name} gives one value. Write `returns: {result.Rows.Fields[0].Type.Element}`."
            : null;
    }

    private static string Many(FunctionResult result) => result.Kind == FunctionResultKind.Rows ? $"{result.Rows.Name}[]" : "{ fields: …, many: true }";

    private static string One(FunctionResult result) => result.Kind == FunctionResultKind.Rows ? result.Rows.Name : "{ fields: … }";
}
