using System.Collections.Frozen;
using Lintel.Engine.Writes;
using Lintel.Model;

namespace Lintel.Engine.Auditing;

/// <summary>What of a service is recorded, and where.</summary>
internal sealed class AuditScope
{
    private readonly FrozenSet<Resource> _concerned;

    /// <summary>That of a model which has a record.</summary>
    public AuditScope(ServiceModel model, PlanCache plans)
    {
        Tables = model.Audit!;
        Plans = plans;
        References = LostReferences.References(model);
        _concerned = model.Resources.Where(resource => IsConcerned(resource, [])).ToFrozenSet();
    }

    /// <summary>Where it is recorded.</summary>
    public AuditTables Tables { get; }

    /// <summary>Where plans are found.</summary>
    public PlanCache Plans { get; }

    /// <summary>The chains of this process.</summary>
    public AuditChains Chains { get; } = new();

    /// <summary>The references of which something becomes when the row they lead to is deleted, by where they lead.</summary>
    public ILookup<Resource, (Relation Relation, OnDelete OnDelete)> References { get; }

    /// <summary>Whether writes of rows are recorded, or deletions of them change others that are.</summary>
    public bool Concerns(Resource resource) => _concerned.Contains(resource);

    /// <summary>A many-to-many relation from the side that is told to have changed: the one that declares it.</summary>
    public static Relation Declared(Relation relation) => relation.KeysName is null && relation.Inverse is { KeysName: not null } inverse ? inverse : relation;

    private bool IsConcerned(Resource resource, HashSet<Resource> seen) => seen.Add(resource)
        && (resource.IsAudited
            || References[resource].Any(lost => lost.Relation.Source.IsAudited || (lost.OnDelete == OnDelete.Cascade && IsConcerned(lost.Relation.Source, seen)))
            || resource.Relations.Any(relation => relation.Kind == RelationKind.ManyToMany && Declared(relation).Source.IsAudited));
}
