using System.Collections.Frozen;
using Lintel.Access;
using Lintel.Binding;
using Lintel.Engine.Auditing;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Passes;

namespace Lintel.Engine.Writes;

/// <summary>What all writes of one engine share.</summary>
internal sealed class WriteServices
{
    private readonly Uuid7 _keys;
    private readonly FrozenDictionary<Resource, AggregateRules> _rules;
    private readonly FrozenDictionary<Resource, StoredAggregates> _stored;
    private readonly FrozenDictionary<Resource, LostReferences> _lost;

    public WriteServices(ServiceModel model, Binder binder, PlanCache plans, TimeProvider clock)
    {
        Model = model;
        Audit = model.Audit is null ? null : new AuditScope(model, plans);
        Binder = binder;
        Plans = plans;
        _keys = new Uuid7(clock);
        Resource[] roots = [.. model.Resources.Where(resource => resource.Owner is null)];
        _rules = roots.ToFrozenDictionary(root => root, root => new AggregateRules(root));
        var references = LostReferences.References(model);
        _lost = model.Resources.ToFrozenDictionary(resource => resource, resource => new LostReferences(resource, references));
        _stored = roots.ToFrozenDictionary(root => root, root => new StoredAggregates(root));
    }

    /// <summary>What is served.</summary>
    public ServiceModel Model { get; }

    /// <summary>What is recorded of writes; null: nothing.</summary>
    public AuditScope? Audit { get; }

    /// <summary>Whether a write of a resource's rows may have to be recorded.</summary>
    public bool Audits(Resource resource) => Audit?.Concerns(resource) == true;

    /// <summary>Resolves operations.</summary>
    public Binder Binder { get; }

    /// <summary>Where plans are found.</summary>
    public PlanCache Plans { get; }

    /// <summary>The rules of the aggregates that a resource is part of.</summary>
    public AggregateRules Rules(Resource resource) => _rules[RootOf(resource)];

    /// <summary>The stored fields of the aggregates that a resource is part of.</summary>
    public StoredAggregates Stored(Resource resource) => _stored[RootOf(resource)];

    /// <summary>The aggregates that change when a row of a resource is deleted for good.</summary>
    public LostReferences Lost(Resource resource) => _lost[resource];

    /// <summary>What the passes over one write go by.</summary>
    /// <param name="view">What the caller may see, and so whose rows they make.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    public PassContext Context(CallerView view, long now) => new() { Problems = new ProblemList(), Keys = _keys, Now = now, Tenant = view.Tenant };

    /// <summary>The same for a caller.</summary>
    public PassContext Context(Caller caller, long now) => Context(CallerView.Of(Model, caller, now), now);

    private static Resource RootOf(Resource resource)
    {
        while (resource.Owner is { } owner) resource = owner.Source;
        return resource;
    }
}
