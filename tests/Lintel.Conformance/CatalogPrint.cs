using System.Text;
using Lintel.Adoption.Catalog;

namespace Lintel.Conformance;

/// <summary>A catalog as text, a line for each thing that it tells, for golden files.</summary>
public static class CatalogPrint
{
    public static string Of(DatabaseCatalog catalog)
    {
        var text = new StringBuilder();
        foreach (var table in catalog.Tables) Print(text, table);
        foreach (var function in catalog.Functions) Print(text, function);
        foreach (var omission in catalog.Omissions) text.Append($"omitted {omission.What}: {omission.Reason}\n");
        return text.ToString();
    }

    private static void Print(StringBuilder text, CatalogTable table)
    {
        text.Append($"{table.Kind} {table.Name}{Rights(table.Rights)}{(table.Parent is { } parent ? $" of {parent}" : "")}{(table.HasHeirs ? " with heirs" : "")}{Comment(table.Comment)}\n");
        foreach (var column in table.Columns)
        {
            text.Append($"  {column.Name}: {Type(column.Type)}{(column.Nullable ? "?" : "")}{(column.IsIdentity ? " identity" : "")}{(column.IsGenerated ? " generated" : "")}");
            if (column.Default is { } fallback) text.Append($" default {fallback}");
            if (column.Collation is { } collation) text.Append($" collate {collation}");
            text.Append($"{Rights(column.Rights | CatalogRights.Delete)}{Comment(column.Comment)}\n");
        }
        if (table.Key.Count > 0) text.Append($"  key ({string.Join(", ", table.Key)})\n");
        foreach (var unique in table.Uniques) text.Append($"  unique {unique.Name} ({string.Join(", ", unique.Columns)}){(unique.IgnoreCase ? " in any case" : "")}{(unique.NullsEqual ? " nulls too" : "")}\n");
        foreach (var key in table.ForeignKeys) text.Append($"  refers {key.Name} ({string.Join(", ", key.Columns)}) to {key.Target} ({string.Join(", ", key.TargetColumns)}) {key.OnDelete}\n");
        foreach (var index in table.Indexes)
            text.Append($"  index {index.Name} {index.Method}{(index.IsUnique ? " unique" : "")} ({string.Join(", ", index.Columns.Select(part => (part.Column ?? $"= {part.Expression}") + (part.Descending ? " desc" : "")))}){(index.Predicate is { } where ? $" where {where}" : "")}\n");
        foreach (var check in table.Checks) text.Append($"  check {check.Name} ({string.Join(", ", check.Columns)}): {check.Expression}\n");
    }

    private static void Print(StringBuilder text, CatalogFunction function)
    {
        var arguments = function.Arguments.Select(one => $"{(one.IsVariadic ? "variadic " : "")}{one.Name ?? "?"}: {Type(one.Type)}{(one.HasDefault ? " = default" : "")}");
        text.Append($"{(function.IsProcedure ? "procedure" : "function")} {function.Name}({string.Join(", ", arguments)}) -> {(function.ReturnsSet ? "many " : "")}");
        text.Append(function.ReturnsRowsOf is { } rows ? $"rows of {rows}" : function.Returns is { } type ? Type(type) : "nothing").Append($"{(function.IsReadOnly ? " reads" : "")}{Comment(function.Comment)}\n");
    }

    private static string Type(CatalogType type)
    {
        var size = type.Length is { } length ? $" {length} long" : type.Precision is { } precision ? $" {precision},{type.Scale}" : "";
        return type.Kind switch
        {
            CatalogTypeKind.Base => $"{type.Text} <{type.Name.Name}{size}>",
            CatalogTypeKind.Enum => $"{type.Text} <enum {string.Join(" | ", type.Labels)}>",
            CatalogTypeKind.Composite => $"{type.Text} <row {string.Join(", ", type.Columns.Select(column => $"{column.Name}: {Type(column.Type)}"))}>",
            CatalogTypeKind.Array => $"{type.Text} <array of {Type(type.Of!)}>",
            CatalogTypeKind.Range => $"{type.Text} <range of {Type(type.Of!)}>",
            CatalogTypeKind.Domain => $"{type.Text} <domain{(type.NotNull ? " not null" : "")} of {Type(type.Of!)}{string.Concat(type.Checks.Select(check => $" check {check.Name} {check.Expression}"))}>",
        };
    }

    private static string Rights(CatalogRights rights) => rights == CatalogRights.All ? "" : $" [{rights}]";

    private static string Comment(string? comment) => comment is null ? "" : $" -- {comment.ReplaceLineEndings("\\n")}";
}
