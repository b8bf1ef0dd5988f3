using Lintel.Adoption.Catalog;
using Lintel.Model;

namespace Lintel.Adoption.Fitting;

/// <summary>Finds a function of the contract in a database.</summary>
public sealed class FunctionFit
{
    private readonly ServiceFunction _function;
    private readonly ITypeMap? _types;
    private readonly Action<Misfit> _report;
    private CatalogFunction? _found;

    private FunctionFit(ServiceFunction function, ITypeMap? types, Action<Misfit> report) => (_function, _types, _report) = (function, types, report);

    /// <summary>In what the functions of a database are not what the contract says of them.</summary>
    /// <param name="model">The contract.</param>
    /// <param name="catalog">The database.</param>
    /// <param name="types">Which types of the contract hold those of the database; null: it has no types.</param>
    public static IReadOnlyList<Misfit> Check(ServiceModel model, DatabaseCatalog catalog, ITypeMap? types)
    {
        var misfits = new List<Misfit>();
        foreach (var function in model.Functions) new FunctionFit(function, types, misfits.Add).Find(catalog);
        return misfits;
    }

    /// <summary>Tells each function of a model that fits how it is called; gives it with what the database has.</summary>
    public static IEnumerable<(ServiceFunction Function, CatalogFunction Found)> Attach(ServiceModel model, DatabaseCatalog catalog)
    {
        foreach (var function in model.Functions)
        {
            var fit = new FunctionFit(function, null, _ => { });
            if (fit.Find(catalog) is not { } native) continue;
            function.Attach(native);
            yield return (function, fit._found!);
        }
    }

    /// <summary>The type of the values that a function gives, or of one of its columns; null: there is no such column.</summary>
    public static CatalogType? TypeOf(CatalogFunction found, string? column) => (found.Returns?.Base, column) switch
    {
        ({ Kind: CatalogTypeKind.Composite, Columns: [var only] }, null) => only.Type,
        ({ Kind: CatalogTypeKind.Composite } record, { } name) => record.Columns.FirstOrDefault(one => one.Name == name)?.Type,
        _ => column is null ? found.Returns : null,
    };

    private NativeRoutine? Find(DatabaseCatalog catalog)
    {
        if (catalog.DefaultSchema is null) return Misfit("function", $"{catalog.Product} has no functions to call.", "Remove `functions` from the contract.", MisfitKind.Missing);
        var named = new CatalogName(_function.Schema ?? catalog.DefaultSchema, _function.Routine);
        CatalogFunction[] all = [.. catalog.Functions.Where(one => one.Name == named)];
        CatalogFunction[] meant = _function.ArgumentTypes is { } types ? [.. all.Where(one => TypeNames.Are(one, types))] : all;
        _found = meant is [var found] ? found : null;
        return meant switch
        {
            [var only] => Fits(only) ? new RoutineShape(_function, only, (finding, advice) => Misfit("input", finding, advice)).Find() : null,
            [] when all.Length == 0 => Misfit("function", $"The database has no function '{named}' that may be called.", "If it has another name now, say so with `function`; otherwise remove it from `functions`.", MisfitKind.Missing),
            [] => Misfit("function", $"No function '{named}' has the arguments ({string.Join(", ", _function.ArgumentTypes!)}).", $"Those of that name have {Signatures(all)}.", MisfitKind.Missing),
            _ => Misfit("function", $"The database has {meant.Length} functions '{named}'.", $"Say which one is meant with `function: {{ name: {_function.Routine}, arguments: … }}`: {Signatures(meant)}."),
        };
    }

    private static string Signatures(IEnumerable<CatalogFunction> functions) =>
        string.Join(", ", functions.Take(5).Select(function => $"`[{string.Join(", ", function.Arguments.Select(argument => argument.Type.Text))}]`"));

    private bool Fits(CatalogFunction found)
    {
        var name = found.Name.ToString();
        if (found.IsProcedure && (_function.Reads || _function.Returns is not null || found.Returns is not null))
        {
            Misfit(_function.Reads ? "reads" : "returns", $"'{name}' is a procedure, which may write and whose OUT arguments are not passed on.", found.Returns is null ? "Remove `reads` and `returns`." : "Make it a function, or remove it from `functions`.");
            return false;
        }
        if (_function.Reads && !found.IsReadOnly)
        {
            Misfit("reads", $"'{name}' is VOLATILE: it may write.", "Remove `reads`, so that it is called by POST, or declare it STABLE in the database.");
            return false;
        }
        return _function.Returns is not { } result || Fits(result, found, name);
    }

    private bool Fits(FunctionResult result, CatalogFunction found, string name)
    {
        var type = found.Returns?.Base;
        var (finding, advice) = type switch
        {
            null => ($"'{name}' gives nothing.", "Remove `returns`."),
            _ when result.Kind == FunctionResultKind.Values => OfValues(result, found, type),
            _ when type.Kind != CatalogTypeKind.Composite => ($"'{name}' gives values of the type {type.Text}, and no rows.", "Let `returns` name a type."),
            _ when result.IsMany != found.ReturnsSet => OfOthers(result, found),
            _ => OfColumns(result, found, type),
        };
        if (finding.Length > 0) Misfit("returns", finding, advice);
        else if (result.Kind != FunctionResultKind.Rows) CompareTypes(result, found);
        return finding.Length == 0;
    }

    private void CompareTypes(FunctionResult result, CatalogFunction found)
    {
        foreach (var field in result.Rows.Fields)
        {
            var isValue = result.Kind == FunctionResultKind.Values;
            if (_types is null || TypeOf(found, isValue ? null : field.Column.Name) is not { } type) continue;
            var said = isValue && found.ReturnsSet ? field.Type.Element : field.Type;
            if (TypeFit.Compare(said, _types.Of(type)) is { } wrong)
                Report(isValue ? _function.Name : $"{_function.Name}.{field.Name}", isValue ? [] : ["fields", field.Name], $"The contract says {said}, and '{found.Name}' gives {type.Text}{wrong.Why}.", wrong);
        }
    }

    private void Report(string subject, string[] keys, string finding, TypeMisfit wrong) =>
        _report(new Misfit(MisfitKind.Type, subject, finding, wrong.Advice, wrong.IsHard) { Path = ["functions", _function.Name, "returns", .. keys] });

    private static (string Finding, string Advice) OfOthers(FunctionResult result, CatalogFunction found)
    {
        var isRows = result.Kind == FunctionResultKind.Rows;
        return found.ReturnsSet
            ? ($"'{found.Name}' gives any number of rows.", isRows ? $"Write `returns: {result.Rows.Name}[]`." : "Add `many: true` to `returns`.")
            : ($"'{found.Name}' gives one row.", isRows ? $"Write `returns: {result.Rows.Name}`." : "Remove `many` from `returns`.");
    }

    private static (string Finding, string Advice) OfColumns(FunctionResult result, CatalogFunction found, CatalogType type)
    {
        var columns = type.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        return result.Rows.Fields.FirstOrDefault(field => field.IsStored && !columns.Contains(field.Column.Name)) is { } missing
            ? ($"What '{found.Name}' gives has no column '{missing.Column.Name}' for '{missing.Name}'.", $"It has {string.Join(", ", columns)}.")
            : ("", "");
    }

    private static (string Finding, string Advice) OfValues(FunctionResult result, CatalogFunction found, CatalogType type)
    {
        var wanted = result.Rows.Fields[0].Type;
        if (type.Columns.Count > 1) return ($"'{found.Name}' gives records.", $"Write `returns: {{ fields: … }}` with {string.Join(", ", type.Columns.Select(column => column.Name))}.");
        if (found.ReturnsSet && !result.IsMany) return ($"'{found.Name}' gives any number of values.", $"Write `returns: {wanted}[]`.");
        return !found.ReturnsSet && result.IsMany && type.Kind == CatalogTypeKind.Base ? ($"'{found.Name}' gives one value.", $"Write `returns: {wanted.Element}`.") : ("", "");
    }

    private NativeRoutine? Misfit(string key, string finding, string advice, MisfitKind kind = MisfitKind.Call)
    {
        _report(new Misfit(kind, _function.Name, finding, advice, IsHard: true) { Path = ["functions", _function.Name, key] });
        return null;
    }
}
