using GraphQL.Types;

namespace Lintel.GraphQL.Schema;

/// <summary>A field of the schema with what it stands for.</summary>
internal sealed class MeantField : FieldType
{
    /// <summary>What it stands for.</summary>
    public required FieldMeaning Meaning { get; init; }
}
