namespace Lintel.GraphQL.Schema;

/// <summary>What mutations take and give.</summary>
internal sealed class InputTypes(SchemaTypes types)
{
    /// <summary>The types that they are made with.</summary>
    public SchemaTypes Types { get; } = types;
}
