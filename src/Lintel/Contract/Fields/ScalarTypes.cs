using System.Collections.Frozen;
using Lintel.Model;

namespace Lintel.Contract.Fields;

/// <summary>The names of the scalar types, and those that people bring from elsewhere.</summary>
internal static class ScalarTypes
{
    private static readonly FrozenDictionary<string, ScalarKind> Kinds =
        Enum.GetValues<ScalarKind>().ToFrozenDictionary(kind => FieldType.Of(kind).ToString().Split('(')[0], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Elsewhere = new Dictionary<string, string>
    {
        ["integer"] = "int",
        ["int32"] = "int",
        ["smallint"] = "int",
        ["short"] = "int",
        ["serial"] = "int",
        ["bigint"] = "long",
        ["int64"] = "long",
        ["boolean"] = "bool",
        ["float"] = "double",
        ["real"] = "double",
        ["number"] = "decimal(12,2)",
        ["numeric"] = "decimal(12,2)",
        ["money"] = "decimal(12,2)",
        ["varchar"] = "string",
        ["char"] = "string",
        ["str"] = "string",
        ["clob"] = "text",
        ["guid"] = "uuid",
        ["instant"] = "timestamp",
        ["timestamptz"] = "timestamp",
        ["datetimeoffset"] = "timestamp",
        ["interval"] = "duration",
        ["timespan"] = "duration",
        ["object"] = "json",
        ["jsonb"] = "json",
        ["any"] = "json",
        ["uri"] = "url",
        ["link"] = "url",
        ["mail"] = "email",
        ["blob"] = "bytes",
        ["binary"] = "bytes",
        ["bytea"] = "bytes",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => Kinds.Keys;

    /// <summary>Whether that is the name of a type.</summary>
    public static bool IsName(string name) => Kinds.ContainsKey(name);

    /// <summary>The kind of that name; null: none.</summary>
    public static ScalarKind? Find(string name) => Kinds.TryGetValue(name, out var kind) ? kind : null;

    /// <summary>What to write instead of a name that is no type here; null: nobody knows.</summary>
    public static string? Explain(string name, IEnumerable<string> resources) =>
        Elsewhere.TryGetValue(name, out var ours) ? $"did you mean {Wording.Quoted(ours)}?" : Wording.DidYouMean(name, Names.Concat(resources));
}
