using Lintel.Contract.Compilation;
using Lintel.Contract.Yaml;

namespace Lintel.Contract.Fields;

/// <summary>What is recorded, and who may read that.</summary>
/// <param name="Place">Where it is asked for first.</param>
/// <param name="All">Whether writes of all resources are recorded that do not say otherwise.</param>
/// <param name="Read">Who may read it; null: nobody.</param>
internal sealed record AuditDeclaration(Place Place, bool All, ScalarNode? Read)
{
    /// <summary>What the service's key and its resources say; null: nothing is recorded.</summary>
    public static AuditDeclaration? Of(Entry? key, IReadOnlyList<ResourceDeclaration> resources)
    {
        if (key?.Value is MappingNode { Broken: false } audit) return new(key.Key.Place, audit.FindText("all")?.Value != "false", audit.FindScalar("read"));
        if (key?.Value is ScalarNode { Broken: false, Text: "true" }) return new(key.Key.Place, All: true, null);
        return resources.Select(resource => resource.Audit).FirstOrDefault(audit => audit is { Value: true }) is { } first ? new(first.Place, All: false, null) : null;
    }
}
