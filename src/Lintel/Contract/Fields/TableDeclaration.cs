using Lintel.Contract.Yaml;

namespace Lintel.Contract.Fields;

/// <summary>A table as the contract names it.</summary>
/// <param name="Schema">Its schema; null: the one that names lead to.</param>
/// <param name="Name">Its name.</param>
internal sealed record TableDeclaration(Located<string>? Schema, Located<string> Name)
{
    /// <summary>Reads the name, or the mapping of schema and name; null: there is none.</summary>
    public static TableDeclaration? Read(Node? node) => node switch
    {
        ScalarNode { Broken: false } name => new(null, new(name.Text, name.Place)),
        MappingNode mapping when mapping.FindText("name") is { } name => new(mapping.FindText("schema"), name),
        _ => null,
    };
}

/// <summary>The table of pairs behind a many-to-many relation, as the contract names it.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Table">The table.</param>
/// <param name="From">Its columns that hold the key of the resource that declares the relation.</param>
/// <param name="To">Its columns that hold the key of the other.</param>
internal sealed record ThroughDeclaration(Place Place, TableDeclaration Table, IReadOnlyList<Located<string>> From, IReadOnlyList<Located<string>> To);
