using System.Collections.Frozen;

namespace Lintel.Model;

/// <summary>A resource as the outside sees it. Built by the contract's compiler, then frozen.</summary>
public sealed class Resource
{
    private FrozenDictionary<string, Field>? _fieldsByName;
    private FrozenDictionary<string, Relation>? _relationsByName;

    /// <summary>The name in the contract, singular camelCase.</summary>
    public required string Name { get; init; }

    /// <summary>The plural, camelCase: the reverse side's name and the stem of the path.</summary>
    public required string Plural { get; init; }

    /// <summary>The path segment of the collection, plural kebab-case.</summary>
    public required string Path { get; init; }

    /// <summary>The place in <see cref="ServiceModel.Resources"/>.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Where it is stored.</summary>
    public required Entity Entity { get; init; }

    /// <summary>What the resource is, for people; null where the contract says nothing.</summary>
    public string? Description { get; init; }

    /// <summary>All fields, in the order in which they are written: key, declared fields, managed fields.</summary>
    public required IReadOnlyList<Field> Fields { get; init; }

    /// <summary>What callers may do with the rows. Default: all.</summary>
    public Allowed Allowed { get; init; } = Allowed.All;

    /// <summary>The fields that identify a row, in order; empty: rows have no key (<c>key: none</c>) and can only be listed, or are kept nowhere.</summary>
    public required IReadOnlyList<Field> Key { get; init; }

    /// <summary>Whether a create may, or must, give the key: <c>client: true</c>, and keys made of declared fields.</summary>
    public bool ClientKey { get; init; }

    /// <summary>All relations. Set once, after every resource is known.</summary>
    public IReadOnlyList<Relation> Relations { get; internal set; } = [];

    /// <summary>The relation from the parent to this owned child; null for a root.</summary>
    public Relation? Owner { get; internal set; }

    /// <summary>The field whose value only actions change; null: none.</summary>
    public Field? State { get; init; }

    /// <summary>The named changes: of the state, and of what else they set.</summary>
    public IReadOnlyList<ResourceAction> Actions { get; init; } = [];

    /// <summary>The action of that name, or null.</summary>
    public ResourceAction? FindAction(string name) => Actions.FirstOrDefault(action => action.Name == name);

    /// <summary>What must hold for each row after each write of its aggregate. Set once, after every relation is known.</summary>
    public IReadOnlyList<Rule> Rules { get; internal set; } = [];

    /// <summary>Whether the resource, or one of those that it owns, has rules.</summary>
    public bool HasRules { get; internal set; }

    /// <summary>Whether the resource, or one of those that it owns, has fields that are <see cref="Field.IsMaintained"/>.</summary>
    public bool HasMaintained { get; internal set; }

    /// <summary>The declared access patterns.</summary>
    public IReadOnlyList<AccessPattern> Queries { get; init; } = [];

    /// <summary>The field that counts changes; null where the contract leaves it out.</summary>
    public Field? Version { get; init; }

    /// <summary>The field that tells when a row was deleted softly, from <c>softDelete</c>; null: rows are deleted for good.</summary>
    public Field? DeletedAt { get; init; }

    /// <summary>The field that tells whose a row is; null: of no tenant, or of that of its owner.</summary>
    public Field? Tenant { get; init; }

    /// <summary>Whether each row is some tenant's: its own field says whose, or that of the root that owns it.</summary>
    public bool IsOfTenants => Owner is { } owner ? owner.Source.IsOfTenants : Tenant is not null;

    /// <summary>Whether rows may be there and yet hidden: they, or the root that owns them, are deleted softly.</summary>
    public bool MayBeHidden => Owner is { } owner ? owner.Source.MayBeHidden : DeletedAt is not null;

    /// <summary>Who may do what with the rows. Set once, after every field is known; null: the service has no access control, and everybody may do all.</summary>
    public ResourceAccess? Access { get; internal set; }

    /// <summary>Whether it is recorded who changes rows. Default: false.</summary>
    public bool IsAudited { get; init; }

    /// <summary>Whether callers who see the same row may see different things of it: fields, or, of owned children of one parent, fewer of them. Set with <see cref="Access"/>.</summary>
    public bool HasViews { get; internal set; }

    /// <summary>Whether rows may be there that a caller does not see. Known before <see cref="Access"/>, since it tells whether what leads to them may be null.</summary>
    public bool MayBeUnseen { get; init; }

    /// <summary>Whether a write of a row that is there must name the version that it is based on (<c>ifMatch: required</c>, RFC 6585 §3). Default: false.</summary>
    public bool RequiresMatch { get; init; }

    /// <summary>The greatest page of a list. Default: 100.</summary>
    public int MaxLimit { get; init; } = 100;

    /// <summary>Whether a caller may give a field of a new row.</summary>
    public bool CanCreate(Field field) => !field.IsComputed && field.Role != FieldRole.Parent && (Key.Contains(field) ? ClientKey : !field.ReadOnly);

    /// <summary>Whether a caller may change a field of a row that is there.</summary>
    public bool CanChange(Field field) => !field.ReadOnly && !field.Immutable && !field.IsComputed && field.Role != FieldRole.Parent && !Key.Contains(field);

    /// <summary>The field of that name, or null.</summary>
    public Field? FindField(ReadOnlySpan<char> name)
    {
        _fieldsByName ??= Fields.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);
        return _fieldsByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var field) ? field : null;
    }

    /// <summary>The relation of that name, or null.</summary>
    public Relation? FindRelation(ReadOnlySpan<char> name)
    {
        _relationsByName ??= Relations.ToFrozenDictionary(relation => relation.Name, StringComparer.Ordinal);
        return _relationsByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var relation) ? relation : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A declared access pattern, which an index backs.</summary>
/// <param name="Filter">The fields compared for equality.</param>
/// <param name="Sort">The order within them.</param>
public sealed record AccessPattern(IReadOnlyList<Field> Filter, IReadOnlyList<SortField> Sort);

/// <summary>A field with a direction.</summary>
/// <param name="Field">The field.</param>
/// <param name="Descending">Whether the greatest value comes first.</param>
public sealed record SortField(Field Field, bool Descending);
