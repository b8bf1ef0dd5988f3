using System.Globalization;
using Lintel.Adoption.Catalog;
using Lintel.Adoption.Naming;
using Lintel.Contract.Compilation;

namespace Lintel.Adoption.Writing;

/// <summary>Writes what a contract would say of functions that could be served: a line each, which stands there as a comment until somebody wants it.</summary>
/// <param name="catalog">What the database holds.</param>
/// <param name="types">How its types are written.</param>
/// <param name="resources">The resources by their tables.</param>
internal sealed class CandidateText(DatabaseCatalog catalog, ITypeMap types, IReadOnlyDictionary<CatalogName, string> resources)
{
    private readonly ILookup<CatalogName, CatalogFunction> _byName = catalog.Functions.ToLookup(function => function.Name);

    /// <summary>Each function that a contract can list.</summary>
    public IReadOnlyList<FunctionCandidate> All()
    {
        var names = new NameSet();
        names.TryTake("batch");
        return [.. catalog.Functions.Where(function => !function.IsProcedure || function.Returns is null).Select(function => Of(function, names.Take([Reserved.Field(Words.Of(function.Name.Name))])))];
    }

    private FunctionCandidate Of(CatalogFunction function, string name) => new(name, function, Line(function, name));

    private string Line(CatalogFunction function, string name)
    {
        var parts = new List<string>();
        if (Routine(function, name) is { } routine) parts.Add($"function: {routine}");
        if (function.Arguments.Count > 0) parts.Add($"input: {{ {string.Join(", ", Inputs(function))} }}");
        if (Returns(function) is { } returns) parts.Add($"returns: {returns}");
        if (function.IsReadOnly) parts.Add("reads: true");
        if (function.Comment is { } comment) parts.Add($"description: {YamlScalar.Of(comment)}");
        return parts.Count == 0 ? $"{name}: {{}}" : $"{name}: {{ {string.Join(", ", parts)} }}";
    }

    private string? Routine(CatalogFunction function, string name)
    {
        var (schema, called) = function.Name;
        var parts = new List<string>();
        if (schema is not null && schema != catalog.DefaultSchema) parts.Add($"schema: {YamlScalar.Of(schema)}");
        if (called != Casing.Snake(name)) parts.Add($"name: {YamlScalar.Of(called)}");
        if (_byName[function.Name].Skip(1).Any()) parts.Add($"arguments: {YamlScalar.List(function.Arguments.Select(argument => argument.Type.Text))}");
        return parts.Count == 0 ? null : $"{{ {string.Join(", ", parts)} }}";
    }

    private IEnumerable<string> Inputs(CatalogFunction function)
    {
        var names = new NameSet();
        for (var at = 0; at < function.Arguments.Count; at++)
        {
            var argument = function.Arguments[at];
            var wanted = argument.Name is { } given ? Reserved.Field(Words.Of(given)) : string.Create(CultureInfo.InvariantCulture, $"argument{at + 1}");
            var name = names.Take([Functions.Reserved.Contains(wanted) ? wanted + "Value" : wanted]);
            var parts = new List<string> { Type(argument.Type) };
            if (argument.Name is null) parts.Add(string.Create(CultureInfo.InvariantCulture, $"argument: {at + 1}"));
            else if (argument.Name != Casing.Snake(name)) parts.Add($"argument: {YamlScalar.Of(argument.Name)}");
            if (argument.HasDefault || argument.IsVariadic) parts.Add("default: database");
            yield return $"{name}: {{ {string.Join(", ", parts)} }}";
        }
    }

    private string? Returns(CatalogFunction function)
    {
        if (function.Returns is not { } type) return null;
        var many = function.ReturnsSet ? "[]" : "";
        if (function.ReturnsRowsOf is { } table && resources.TryGetValue(table, out var resource)) return YamlScalar.Of(resource + many);
        if (type.Base is { Kind: CatalogTypeKind.Composite, Columns.Count: > 0 } record) return $"{{ fields: {{ {string.Join(", ", Fields(record))} }}{(function.ReturnsSet ? ", many: true" : "")} }}";
        var adopted = types.Of(type);
        // The labels of an enum have no place in a short form; as text they are what they are.
        return YamlScalar.Of((adopted.Members.Count > 0 ? adopted.Type.Replace("enum", "text", StringComparison.Ordinal) : adopted.Type) + many);
    }

    private IEnumerable<string> Fields(CatalogType record)
    {
        var names = new NameSet();
        foreach (var column in record.Columns)
        {
            var name = names.Take([Reserved.Field(Words.Of(column.Name))]);
            yield return $"{name}: {{ {Type(column.Type)}{(column.Name == Casing.Snake(name) ? "" : $", column: {YamlScalar.Of(column.Name)}")} }}";
        }
    }

    private string Type(CatalogType type)
    {
        var adopted = types.Of(type);
        return adopted.Members.Count == 0 ? $"type: {YamlScalar.Of(adopted.Type)}"
            : adopted.Type == "enum" ? $"enum: {YamlScalar.List(adopted.Members)}"
            : $"type: {YamlScalar.Of(adopted.Type)}, enum: {YamlScalar.List(adopted.Members)}";
    }
}
