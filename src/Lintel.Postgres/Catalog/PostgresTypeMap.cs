using System.Globalization;
using Lintel.Adoption.Catalog;

namespace Lintel.Postgres.Catalog;

/// <summary>
/// The types of PostgreSQL in the contract's words. A domain is what it is of; what no type of the contract holds exactly is <c>native(…)</c> and travels as the
/// text that the type's own functions write and read. docs/adopt.md has the table.
/// </summary>
public sealed class PostgresTypeMap : ITypeMap
{
    private const string System = "pg_catalog";
    private const int MostDigits = 38, MostLength = 1_000_000;

    /// <summary>The one map there is: it holds nothing.</summary>
    public static PostgresTypeMap Instance { get; } = new();

    /// <inheritdoc/>
    public AdoptedType Of(CatalogType type)
    {
        var known = type.Base;
        return known switch
        {
            { Kind: CatalogTypeKind.Array, Of: { } element } => ArrayOf(Of(element)),
            { Kind: CatalogTypeKind.Enum, Labels.Count: > 0 } => new AdoptedType("enum") { Members = known.Labels },
            { Kind: CatalogTypeKind.Base, Name.Schema: System } => OfSystem(known),
            { Kind: CatalogTypeKind.Base, Name.Name: "citext" } => new AdoptedType("text") { Note = "Compared without regard to the case of letters, as its type `citext` does." },
            _ => Native(known),
        };
    }

    private static AdoptedType OfSystem(CatalogType type) => type.Name.Name switch
    {
        "bool" => new AdoptedType("bool"),
        "int2" => new AdoptedType("int") { Note = "From -32768 to 32767." },
        "int4" => new AdoptedType("int"),
        "int8" or "oid" => new AdoptedType("long"),
        "float4" => new AdoptedType("double") { Note = "Kept in 32 bits." },
        "float8" => new AdoptedType("double"),
        "numeric" => Numeric(type),
        "money" => new AdoptedType("decimal(19,2)") { Note = "An amount without its currency." },
        "text" or "name" => new AdoptedType("text"),
        "varchar" or "bpchar" => new AdoptedType(Text(type.Length)),
        "uuid" => new AdoptedType("uuid"),
        "date" => new AdoptedType("date"),
        "time" => new AdoptedType("time"),
        "timestamp" => new AdoptedType("datetime"),
        "timestamptz" => new AdoptedType("timestamp"),
        "json" or "jsonb" => new AdoptedType("json"),
        "bytea" => new AdoptedType("bytes"),
        "interval" => Native(type) with { Note = "An ISO 8601 duration, of years and months too." },
        _ => Native(type),
    };

    private static AdoptedType Numeric(CatalogType type) => type switch
    {
        { Precision: { } digits and <= MostDigits, Scale: null } => Decimal(digits, 0),
        { Precision: { } digits and <= MostDigits, Scale: { } scale and >= 0 } when scale <= digits => Decimal(digits, scale),
        _ => new AdoptedType("decimal"),
    };

    private static AdoptedType Decimal(int digits, int scale) => new(string.Create(CultureInfo.InvariantCulture, $"decimal({digits},{scale})"));

    private static string Text(int? length) =>
        length is { } most and > 0 and <= MostLength ? string.Create(CultureInfo.InvariantCulture, $"string(..{most})") : "text";

    private static AdoptedType ArrayOf(AdoptedType element) => element with { Type = element.Type + "[]" };

    private static AdoptedType Native(CatalogType type) => new($"native({Name(type)})");

    /// <summary>The type without its parameters, as <c>format_type</c> writes it, but for those of the system, whose short names are known better.</summary>
    private static string Name(CatalogType type)
    {
        if (type.Name.Schema == System) return type.Name.Name;
        var parameters = type.Text.EndsWith(')') ? type.Text.LastIndexOf('(') : -1;
        return parameters > 0 ? type.Text[..parameters] : type.Text;
    }
}
