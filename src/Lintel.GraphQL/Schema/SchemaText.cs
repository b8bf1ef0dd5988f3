using Lintel.Model;

namespace Lintel.GraphQL.Schema;

/// <summary>The schema of a service as text, for tools.</summary>
public static class SchemaText
{
    /// <summary>The schema definition language, GraphQL §3.</summary>
    public static string Of(ServiceModel model) => ContractSchema.Of(model).Text;
}
