using Lintel.Contract.Fields;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>A resource while it is being compiled.</summary>
internal sealed class ResourceDraft(ResourceDeclaration declaration)
{
    public ResourceDeclaration Declaration { get; } = declaration;

    public string Name => Declaration.Name.Value;

    public Place Place => Declaration.Name.Place;

    /// <summary>Whether a part of it is wrong in such a way that names may be missing.</summary>
    public bool Broken { get; set; } = declaration.Broken;

    public string Plural { get; set; } = "";

    public string Path { get; set; } = "";

    public string Table { get; set; } = "";

    public string? Schema => Declaration.Table?.Schema?.Value;

    /// <summary>Whether its rows have no key.</summary>
    public bool IsKeyless => Declaration.Key is { IsNone: true };

    public ResourceDraft? Parent { get; set; }

    /// <summary>The parent's key within this resource; null for a root.</summary>
    public ReferenceDraft? ParentReference { get; set; }

    /// <summary>The key; null until it is resolved.</summary>
    public IReadOnlyList<FieldDraft>? Key { get; set; }

    public bool ClientKey { get; set; }

    /// <summary>Declared scalar fields, in order.</summary>
    public List<FieldDraft> Scalars { get; } = [];

    /// <summary>References, in order; the parent is not among them.</summary>
    public List<ReferenceDraft> References { get; } = [];

    /// <summary>Many-to-many relations, in order.</summary>
    public List<LinkDraft> Links { get; } = [];

    /// <summary>All fields in the order in which they are written; set once the keys are known.</summary>
    public List<FieldDraft> Fields { get; } = [];

    public List<RelationDraft> Relations { get; } = [];

    public FieldDraft? State { get; set; }

    /// <summary>The actions, in order.</summary>
    public IReadOnlyList<ActionDraft> Actions { get; } = [.. declaration.Actions.Select(action => new ActionDraft(action))];

    /// <summary>Whether its rows are deleted softly: the contract says so, and it is a root.</summary>
    public bool SoftDeletes => Declaration is { SoftDelete: { Value: true }, PartOf: null };

    /// <summary>The field that tells whose a row is; null: of no tenant, or of that of its owner.</summary>
    public FieldDraft? Tenant { get; set; }

    public List<UniqueDraft> Uniques { get; } = [];

    public List<PatternDraft> Patterns { get; } = [];

    /// <summary>The fields that a name in a list means: a field, or those of a reference; null: none.</summary>
    public IReadOnlyList<FieldDraft>? Find(string name)
    {
        if (Fields.Find(field => field.Name == name) is { } field)
            return [field];
        if (ParentReference is { } parent && parent.Name == name)
            return parent.Fields;
        return References.Find(reference => reference.Name == name)?.Fields;
    }
}

/// <summary>An action while it is being compiled.</summary>
internal sealed class ActionDraft(ActionDeclaration declaration)
{
    public ActionDeclaration Declaration { get; } = declaration;

    public string Name => Declaration.Name.Value;

    /// <summary>What it is given, in order.</summary>
    public List<FieldDraft> Input { get; } = [];

    /// <summary>The states in which it is allowed; empty where the resource has none.</summary>
    public IReadOnlyList<string> From { get; set; } = [];
}

/// <summary>A scalar field while it is being compiled.</summary>
internal sealed class FieldDraft
{
    public required string Name { get; init; }

    public required Place Place { get; init; }

    public required FieldType Type { get; init; }

    public required string Column { get; set; }

    public FieldDeclaration? Declaration { get; init; }

    public bool Broken { get; set; }

    /// <summary>Whether a column keeps the value; otherwise each statement computes it.</summary>
    public bool IsStored => Declaration is not { Computed: not null } computed || computed.Stored is { Value: true };

    public FieldRole Role { get; init; }

    public bool Nullable { get; set; }

    public bool ReadOnly { get; set; }

    public bool Immutable { get; set; }

    public bool Identity { get; init; }

    public DefaultKind Default { get; set; }

    public Value DefaultValue { get; set; }

    /// <summary>What rows that exist get when it is added, where it has no default; null value: there must be none.</summary>
    public Value ExistingValue { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public Bound? Minimum { get; set; }

    public Bound? Maximum { get; set; }

    public string? Pattern { get; init; }

    public IReadOnlyList<Value> Examples { get; set; } = [];

    public string? Description { get; init; }

    /// <summary>The finished column; set by the builder.</summary>
    public Column? BuiltColumn { get; set; }

    /// <summary>The finished field; set by the builder.</summary>
    public Field? Built { get; set; }
}

/// <summary>A reference while it is being compiled.</summary>
internal sealed class ReferenceDraft(ResourceDraft source, ResourceDraft target, string name, Place place, FieldDeclaration? declaration)
{
    public ResourceDraft Source { get; } = source;

    public ResourceDraft Target { get; } = target;

    public string Name { get; } = name;

    public Place Place { get; } = place;

    /// <summary>What declares it; null for the way to the parent.</summary>
    public FieldDeclaration? Declaration { get; } = declaration;

    public OnDelete OnDelete { get; set; }

    /// <summary>Its fields, in the order of those that they hold; set once these are known.</summary>
    public IReadOnlyList<FieldDraft>? Fields { get; set; }

    /// <summary>The fields of the target that it holds: its key, or others that are unique together.</summary>
    public IReadOnlyList<FieldDraft> TargetFields { get; set; } = [];
}

/// <summary>A many-to-many relation while it is being compiled.</summary>
internal sealed class LinkDraft(ResourceDraft source, ResourceDraft target, FieldDeclaration declaration)
{
    public ResourceDraft Source { get; } = source;

    public ResourceDraft Target { get; } = target;

    public FieldDeclaration Declaration { get; } = declaration;

    public string Table { get; set; } = "";

    public string KeysName { get; set; } = "";
}

/// <summary>One side of a relation while it is being compiled.</summary>
internal sealed class RelationDraft(string name, Place place, RelationKind kind, ResourceDraft source, ResourceDraft target)
{
    public string Name { get; } = name;

    public Place Place { get; } = place;

    public RelationKind Kind { get; } = kind;

    public ResourceDraft Source { get; } = source;

    public ResourceDraft Target { get; } = target;

    public ReferenceDraft? Reference { get; init; }

    public LinkDraft? Link { get; init; }

    public RelationDraft? Inverse { get; set; }

    /// <summary>Whether it is the side of a many-to-many relation that declares it.</summary>
    public bool Declares { get; init; }

    /// <summary>Whether its name was made by the compiler.</summary>
    public bool Derived { get; init; }

    public string? Description { get; init; }

    public int MaxItems { get; init; } = 1000;
}

/// <summary>Fields that together are unique.</summary>
internal sealed record UniqueDraft(Place Place, IReadOnlyList<FieldDraft> Fields, bool IgnoreCase)
{
    /// <summary>Whether it holds over all tenants.</summary>
    public bool IsGlobal { get; init; }
}

/// <summary>An access pattern.</summary>
internal sealed record PatternDraft(Place Place, IReadOnlyList<FieldDraft> Filter, IReadOnlyList<(FieldDraft Field, bool Descending)> Sort);
