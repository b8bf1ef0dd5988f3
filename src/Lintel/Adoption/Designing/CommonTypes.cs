using System.Globalization;
using Lintel.Adoption.Catalog;

namespace Lintel.Adoption.Designing;

/// <summary>The types that databases share, by their usual names; all others travel as their text.</summary>
public sealed class CommonTypes : ITypeMap
{
    /// <inheritdoc/>
    public MappedType Of(CatalogType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var @base = type.Base;
        if (@base is { Kind: CatalogTypeKind.Array, Of: { Base.Kind: CatalogTypeKind.Base or CatalogTypeKind.Enum } element } && Of(element) is { Text: { } text } mapped && !text.StartsWith("native", StringComparison.Ordinal))
            return mapped with { Text = text + "[]" };
        if (@base.Kind == CatalogTypeKind.Enum)
            return new MappedType("enum") { Labels = @base.Labels };
        return new MappedType((@base.Kind == CatalogTypeKind.Base ? Scalar(@base) : null) ?? $"native({@base.Text})");
    }

    private static string? Scalar(CatalogType type) => type.Name.Name.ToLowerInvariant() switch
    {
        "int2" or "int4" or "int" or "integer" or "smallint" or "tinyint" => "int",
        "int8" or "bigint" => "long",
        "float4" or "float8" or "real" or "double" or "double precision" => "double",
        "bool" or "boolean" => "bool",
        "numeric" or "decimal" when type is { Precision: { } precision and <= 38 } && (type.Scale ?? 0) is >= 0 and var scale && scale <= precision => string.Create(CultureInfo.InvariantCulture, $"decimal({precision},{scale})"),
        "varchar" or "bpchar" or "char" or "nvarchar" or "nchar" => type.Length is { } length and > 0 ? string.Create(CultureInfo.InvariantCulture, $"string(..{length})") : "text",
        "text" or "citext" or "name" or "clob" => "text",
        "date" => "date",
        "time" => "time",
        "timestamp" or "datetime" => "datetime",
        "timestamptz" => "timestamp",
        "interval" => "native(interval)",
        "uuid" => "uuid",
        "json" or "jsonb" => "json",
        "bytea" or "blob" => "bytes",
        _ => null,
    };
}
