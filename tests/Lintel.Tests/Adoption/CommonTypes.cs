using System.Globalization;
using Lintel.Adoption.Catalog;

namespace Lintel.Tests.Adoption;

/// <summary>The types that databases share, by their usual names; all others travel as their text.</summary>
internal sealed class CommonTypes : ITypeMap
{
    public AdoptedType Of(CatalogType type)
    {
        var known = type.Base;
        if (known is { Kind: CatalogTypeKind.Array, Of: { } element }) return Of(element) is var mapped ? mapped with { Type = mapped.Type + "[]" } : mapped;
        if (known.Kind == CatalogTypeKind.Enum) return new AdoptedType("enum") { Members = known.Labels };
        return new AdoptedType((known.Kind == CatalogTypeKind.Base ? Scalar(known) : null) ?? $"native({known.Text})");
    }

    private static string? Scalar(CatalogType type) => type.Name.Name switch
    {
        "int4" => "int",
        "int8" => "long",
        "float8" => "double",
        "bool" => "bool",
        "numeric" => string.Create(CultureInfo.InvariantCulture, $"decimal({type.Precision ?? 10},{type.Scale ?? 2})"),
        "varchar" or "bpchar" => string.Create(CultureInfo.InvariantCulture, $"string(..{type.Length ?? 40})"),
        "text" or "citext" => "text",
        "date" => "date",
        "timestamp" => "datetime",
        "timestamptz" => "timestamp",
        "uuid" => "uuid",
        "jsonb" => "json",
        _ => null,
    };
}
