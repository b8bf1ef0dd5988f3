using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>A resource as it was and as it is.</summary>
internal sealed class ResourcePair(Resource old, Resource @new)
{
    private readonly Dictionary<Field, Field> _renamed = [];

    public Resource Old { get; } = old;

    public Resource New { get; } = @new;

    /// <summary>The name in the new contract.</summary>
    public string Name => New.Name;

    /// <summary>The fields that both have. A key of another name or type is none of them: that it changed says all.</summary>
    public IReadOnlyList<FieldPair> Fields { get; private set; } = [];

    public IReadOnlyList<Field> AddedFields { get; private set; } = [];

    public IReadOnlyList<Field> RemovedFields { get; private set; } = [];

    public IReadOnlyList<RelationPair> Relations { get; private set; } = [];

    public IReadOnlyList<Relation> AddedLinks { get; private set; } = [];

    public IReadOnlyList<Relation> RemovedLinks { get; private set; } = [];

    public IReadOnlyList<ActionPair> Actions { get; private set; } = [];

    /// <summary>The rules that both have: of the same name, or of the same condition.</summary>
    public IReadOnlyList<(Rule Old, Rule New)> Rules { get; private set; } = [];

    public IEnumerable<Rule> AddedRules => New.Rules.Except(Rules.Select(pair => pair.New));

    public IEnumerable<Rule> RemovedRules => Old.Rules.Except(Rules.Select(pair => pair.Old));

    /// <summary>The access patterns that only the new one has.</summary>
    public IEnumerable<QueryText> AddedQueries => NewQueries.ExceptBy(OldQueries.Select(query => query.InAnyOrder), query => query.InAnyOrder);

    /// <summary>The access patterns that only the former one has.</summary>
    public IEnumerable<QueryText> RemovedQueries => OldQueries.ExceptBy(NewQueries.Select(query => query.InAnyOrder), query => query.InAnyOrder);

    /// <summary>The access patterns whose filters stood in another order.</summary>
    public IEnumerable<QueryText> ReorderedQueries => NewQueries.Except(OldQueries).IntersectBy(OldQueries.Select(query => query.InAnyOrder), query => query.InAnyOrder);

    private IReadOnlyList<QueryText> OldQueries { get; set; } = [];

    private IReadOnlyList<QueryText> NewQueries { get; set; } = [];

    /// <summary>Whether the key has other fields, or fields of other types.</summary>
    public bool IsKeyChanged { get; private set; }

    /// <summary>The relations from owned children of the resource, as they were and as they are.</summary>
    public (Relation Old, Relation New)? Owner => Old.Owner is { } before && New.Owner is { } after ? (before, after) : null;

    /// <summary>A difference of the resource, or of what one of its keys says.</summary>
    public Difference Found(string detail, params ReadOnlySpan<string> keys) => new(Name, detail, ["resources", Name, .. keys]);

    /// <summary>A difference of a field that only one of the two has.</summary>
    public Difference FoundField(Field field, string detail) =>
        new($"{Name}.{field.Name}", detail, ["resources", Name, .. New.Fields.Contains(field) ? FieldPair.KeysOf(New, field) : ["fields"]]);

    /// <summary>What the new contract calls a field of the former one; its own name where that has it no more.</summary>
    public string NewName(Field old) => _renamed.GetValueOrDefault(old, old).Name;

    /// <summary>Whether some fields that both have stood in another order among themselves.</summary>
    public bool IsReordered(Func<FieldPair, bool> isAmong)
    {
        var former = Fields.Where(isAmong).Select(field => field.Old.Ordinal).ToArray();
        return !former.SequenceEqual(former.Order());
    }

    /// <summary>Pairs what the resource is made of, when all resources are paired.</summary>
    public void Join(ContractPair contracts)
    {
        var pairs = Pairing.Of(Old.Fields, New.Fields, field => field.Name, IsSameColumn);
        IsKeyChanged = Old.Key.Count != New.Key.Count || Old.Key.Zip(New.Key).Any(parts => !pairs.Contains(parts) || parts.First.Type.ToString() != parts.Second.Type.ToString());
        var isParentChanged = Old.Owner is null != New.Owner is null || (Owner is { } owner && !contracts.AreSame(owner.Old.Source, owner.New.Source));
        // Whose rows are whose has rules of its own.
        bool IsTold(Field field) => field.Role == FieldRole.Tenant || (IsKeyChanged && field.Role == FieldRole.Key) || (isParentChanged && field.Role == FieldRole.Parent);
        Fields = [.. pairs.Where(pair => !IsTold(pair.Old) && !IsTold(pair.New)).Select(pair => new FieldPair(this, pair.Old, pair.New))];
        foreach (var pair in pairs) _renamed.Add(pair.Old, pair.New);
        AddedFields = [.. New.Fields.Except(pairs.Select(pair => pair.New)).Where(field => !IsTold(field))];
        RemovedFields = [.. Old.Fields.Except(pairs.Select(pair => pair.Old)).Where(field => !IsTold(field))];
        JoinRelations();
        Actions = [.. Pairing.Of(Old.Actions, New.Actions, action => action.Name).Select(pair => new ActionPair(this, pair.Old, pair.New))];
        OldQueries = [.. Old.Queries.Select(query => QueryText.Of(query, NewName))];
        NewQueries = [.. New.Queries.Select(query => QueryText.Of(query, field => field.Name))];
        Rules = Pairing.OfRules(Old.Rules, New.Rules);
    }

    private void JoinRelations()
    {
        bool IsSameReference(Relation old, Relation @new) =>
            old.Kind == RelationKind.Reference && @new.Kind == RelationKind.Reference && _renamed.GetValueOrDefault(old.SourceFields[0]) == @new.SourceFields[0];
        var pairs = Pairing.Of(Declared(Old), Declared(New), relation => relation.Name, IsSameReference).Where(pair => pair.Old.Kind == pair.New.Kind).ToArray();
        Relations = [.. pairs.Select(pair => new RelationPair(this, pair.Old, pair.New))];
        AddedLinks = [.. Declared(New).Except(pairs.Select(pair => pair.New)).Where(relation => relation.Kind == RelationKind.ManyToMany)];
        RemovedLinks = [.. Declared(Old).Except(pairs.Select(pair => pair.Old)).Where(relation => relation.Kind == RelationKind.ManyToMany)];
    }

    /// <summary>Whether the contract writes the relation as a field of this resource.</summary>
    public static bool IsDeclared(Relation relation) => relation is { Kind: RelationKind.Reference, IsToParent: false } or { Kind: RelationKind.ManyToMany, KeysName: not null };

    private static Relation[] Declared(Resource resource) => [.. resource.Relations.Where(IsDeclared)];

    // The key of a parent is named after it, and so changes its name with it.
    private static bool IsSameColumn(Field old, Field @new) =>
        (old.Role == FieldRole.Parent && @new.Role == FieldRole.Parent && old.Type.ToString() == @new.Type.ToString())
        || (old.IsStored && @new.IsStored && old.Column.Name == (@new.Column.FormerName ?? @new.Column.Name));
}
