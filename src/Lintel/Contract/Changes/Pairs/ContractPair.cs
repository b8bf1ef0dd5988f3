using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>Two contracts, with what is the same in both laid side by side: by its name, or by where it is stored.</summary>
internal sealed class ContractPair
{
    private readonly Dictionary<Resource, ResourcePair> _byOld = [];

    public ContractPair(ContractResult old, ContractResult @new)
    {
        Old = old.Model ?? throw new ArgumentException("The former contract is not sound.", nameof(old));
        New = @new.Model ?? throw new ArgumentException("The new contract is not sound.", nameof(@new));
        (OldTree, NewTree) = (old.Tree, @new.Tree);
        Resources = [.. Pairing.Of(Old.Resources, New.Resources, resource => resource.Name, IsSameTable).Select(pair => new ResourcePair(pair.Old, pair.New))];
        foreach (var pair in Resources) _byOld.Add(pair.Old, pair);
        foreach (var pair in Resources) pair.Join(this);
    }

    public ServiceModel Old { get; }

    public ServiceModel New { get; }

    public ContractTree OldTree { get; }

    public ContractTree NewTree { get; }

    /// <summary>The resources that both have.</summary>
    public IReadOnlyList<ResourcePair> Resources { get; }

    /// <summary>The resources that only the new contract has.</summary>
    public IEnumerable<Resource> AddedResources => New.Resources.Except(Resources.Select(pair => pair.New));

    /// <summary>The resources that only the former contract has.</summary>
    public IEnumerable<Resource> RemovedResources => Old.Resources.Except(Resources.Select(pair => pair.Old));

    /// <summary>The fields that both have.</summary>
    public IEnumerable<FieldPair> Fields => Resources.SelectMany(pair => pair.Fields);

    /// <summary>The fields that both have and whose values are given, not computed.</summary>
    public IEnumerable<FieldPair> GivenFields => Fields.Where(pair => !pair.Old.IsComputed && !pair.New.IsComputed);

    /// <summary>The fields that both have, whose values are given, and that the engine has no part in.</summary>
    public IEnumerable<FieldPair> PlainFields => GivenFields.Where(pair => pair.Old.Role == FieldRole.Plain && pair.New.Role == FieldRole.Plain);

    /// <summary>The fields that both have and that are no state, and neither made nor kept by the engine, before or after.</summary>
    public IEnumerable<FieldPair> WritableFields => GivenFields.Where(pair =>
        pair.Old.Role == pair.New.Role && pair.New.Role is FieldRole.Plain or FieldRole.Reference && pair.Resource.Old.State != pair.Old && pair.Resource.New.State != pair.New);

    /// <summary>The fields that both have and compute.</summary>
    public IEnumerable<FieldPair> ComputedFields => Fields.Where(pair => pair.Old.IsComputed && pair.New.IsComputed);

    /// <summary>The fields that only the new contract has, of resources that both have.</summary>
    public IEnumerable<(ResourcePair Resource, Field Field)> AddedFields => Resources.SelectMany(pair => pair.AddedFields.Select(added => (pair, added)));

    /// <summary>The references and many-to-many relations that both have, from the side that declares them.</summary>
    public IEnumerable<RelationPair> Relations => Resources.SelectMany(pair => pair.Relations);

    /// <summary>The actions that both have.</summary>
    public IEnumerable<ActionPair> Actions => Resources.SelectMany(pair => pair.Actions);

    /// <summary>The fields that actions were and are given.</summary>
    public IEnumerable<FieldPair> Inputs => Actions.SelectMany(pair => pair.Inputs);

    /// <summary>Whether a resource of the new contract is that of the former one.</summary>
    public bool AreSame(Resource old, Resource @new) => _byOld.TryGetValue(old, out var pair) && pair.New == @new;

    /// <summary>A difference of the service itself.</summary>
    public Difference Found(string detail, string key) => new(New.Name, detail, [key]);

    private static bool IsSameTable(Resource old, Resource @new) => old.Entity.Table == (@new.Entity.FormerTable ?? @new.Entity.Table);
}
