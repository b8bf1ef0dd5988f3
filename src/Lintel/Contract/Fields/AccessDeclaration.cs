using Lintel.Contract.Yaml;

namespace Lintel.Contract.Fields;

/// <summary>Who may do what, as it is declared; null where nothing is said.</summary>
internal sealed record AccessDeclaration(ScalarNode? Read, ScalarNode? Create, ScalarNode? Update, ScalarNode? Delete, ScalarNode? Write)
{
    /// <summary>Nothing is said.</summary>
    public static AccessDeclaration None { get; } = new(null, null, null, null, null);

    /// <summary>Where it stands; null: nowhere.</summary>
    public Place? Place { get; private init; }

    /// <summary>What a mapping says, which the shape checker has seen.</summary>
    public static AccessDeclaration Of(Node? node) => node is not MappingNode access || access.Broken
        ? None
        : new(Find("read", access), Find("create", access), Find("update", access), Find("delete", access), Find("write", access)) { Place = access.Place };

    /// <summary>Whether a condition says that everybody may. A larger one that is always true is taken for one that is not.</summary>
    public static bool IsPublic(ScalarNode condition) => condition.Text.Trim() == "true";

    private static ScalarNode? Find(string key, MappingNode access) => access.FindScalar(key);
}
