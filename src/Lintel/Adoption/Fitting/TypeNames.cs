using System.Collections.Frozen;
using Lintel.Adoption.Catalog;

namespace Lintel.Adoption.Fitting;

/// <summary>Types by the names that people write: <c>integer</c> is <c>int4</c>, and <c>int4[]</c> is <c>_int4</c>.</summary>
internal static class TypeNames
{
    private static readonly FrozenDictionary<string, string> Standard = new Dictionary<string, string>
    {
        ["integer"] = "int4",
        ["int"] = "int4",
        ["bigint"] = "int8",
        ["smallint"] = "int2",
        ["boolean"] = "bool",
        ["real"] = "float4",
        ["double precision"] = "float8",
        ["decimal"] = "numeric",
        ["character varying"] = "varchar",
        ["character"] = "bpchar",
        ["char"] = "bpchar",
        ["time without time zone"] = "time",
        ["time with time zone"] = "timetz",
        ["timestamp without time zone"] = "timestamp",
        ["timestamp with time zone"] = "timestamptz",
        ["bit varying"] = "varbit",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a function has just these arguments.</summary>
    public static bool Are(CatalogFunction function, IReadOnlyList<string> types) =>
        function.Arguments.Count == types.Count && function.Arguments.Zip(types).All(pair => Is(pair.First.Type, pair.Second));

    private static bool Is(CatalogType type, string text) =>
        type.Text == text || type.Name.Name == text || type.Name.ToString() == text || Short(type.Text) == Short(text);

    private static string Short(string text) => text.EndsWith("[]", StringComparison.Ordinal)
        ? Short(text[..^2]) + "[]"
        : Standard.GetValueOrDefault(text, text);
}
