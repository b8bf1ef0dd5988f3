using Lintel.Model;

namespace Lintel.Binding;

/// <summary>
/// One row that a write is about, while passes complete and check it: values by field, and what belongs to the row.
/// </summary>
public sealed class RowDraft(Resource resource, string pointer)
{
    private readonly Value[] _values = new Value[resource.Fields.Count];
    private readonly Source[] _sources = new Source[resource.Fields.Count];
    private Dictionary<string, string>? _places;
    private List<Field>? _refused;

    /// <summary>The resource.</summary>
    public Resource Resource { get; } = resource;

    /// <summary>Where the row stands in the body, a JSON pointer; empty for the body itself.</summary>
    public string Pointer { get; } = pointer;

    /// <summary>The owned children, by relation.</summary>
    public List<(Relation Relation, List<RowDraft> Rows)> Children { get; } = [];

    /// <summary>The keys of linked rows, by many-to-many relation.</summary>
    public List<(Relation Relation, List<Value[]> Keys)> Links { get; } = [];

    /// <summary>Whether the field has a value, null included, by the caller or a pass.</summary>
    public bool Has(Field field) => _sources[field.Ordinal] != Source.None;

    /// <summary>Whether the caller gave the field a value, null included.</summary>
    public bool WasGiven(Field field) => _sources[field.Ordinal] == Source.Caller;

    /// <summary>The value of a field; null where it has none.</summary>
    public Value this[Field field]
    {
        get => _values[field.Ordinal];
        set
        {
            _values[field.Ordinal] = value;
            if (!Has(field) || IsAwaited(field)) _sources[field.Ordinal] = Source.Engine;
        }
    }

    /// <summary>Sets a field to what the caller gave.</summary>
    public void Give(Field field, Value value)
    {
        _values[field.Ordinal] = value;
        _sources[field.Ordinal] = Source.Caller;
    }

    /// <summary>Tells that the field will get a value that the row, as it is in the store, decides.</summary>
    public void Await(Field field) => _sources[field.Ordinal] = Source.Store;

    /// <summary>Whether the field will get its value from the row as it is in the store, and has none yet.</summary>
    public bool IsAwaited(Field field) => _sources[field.Ordinal] == Source.Store;

    /// <summary>
    /// Gives a value to each field that a body names and that got none, though it be null, and the same with the rows that it owns: for a look at what is written, whatever
    /// the values.
    /// </summary>
    internal void GiveAll(Operations.InputValue body)
    {
        foreach (var member in body.Members)
        {
            if (Resource.FindField(member.Name) is { IsStored: true } field && !Has(field)) Give(field, Value.Null);
        }
        foreach (var (relation, rows) in Children)
        {
            var given = body.Members.First(member => member.Name == relation.Name).Value.Items;
            for (var i = 0; i < rows.Count; i++) rows[i].GiveAll(given[i]);
        }
    }

    /// <summary>Sets a field to what the engine knows of it, whatever the caller gave.</summary>
    public void Take(Field field, Value value)
    {
        _values[field.Ordinal] = value;
        _sources[field.Ordinal] = Source.Engine;
    }

    /// <summary>Whether the row stands in the store and is changed: a field without a value stays as it is, and gets no default. Default: false.</summary>
    public bool IsChange { get; init; }

    /// <summary>Whether the row, being no object, was refused already: then no pass looks at it.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether the field's value was refused already: then it is not missing too.</summary>
    public bool WasRefused(Field field) => _refused?.Contains(field) ?? false;

    /// <summary>Tells that the field's value was refused.</summary>
    public void Refuse(Field field) => (_refused ??= []).Add(field);

    /// <summary>Whether nothing was found wrong with the values of the row, so that rules over them can be asked.</summary>
    public bool IsSound => !IsRefused && _refused is null && !HasFindings;

    /// <summary>Whether something else was found wrong with the row, or with a list of its children as such.</summary>
    public bool HasFindings { get; set; }

    /// <summary>Tells where in the body it stands what decided a field, where that is no member of the field's own name; empty for the body as a whole.</summary>
    public void Place(Field field, string pointer) => (_places ??= [])[field.Name] = pointer;

    /// <summary>Where a field of the row stands in the body, RFC 6901.</summary>
    public string PointerOf(string name) => _places?.GetValueOrDefault(name) ?? $"{Pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private enum Source : byte
    {
        None,
        Engine,
        Caller,
        Store,
    }
}

/// <summary>What a write is about, while passes complete and check it.</summary>
public sealed class WriteDraft
{
    /// <summary>The rows.</summary>
    public required IReadOnlyList<RowDraft> Rows { get; init; }

    /// <summary>What an action is given, of its <see cref="ResourceAction.Input"/>; null: it is no action.</summary>
    public RowDraft? Input { get; init; }

    /// <summary>Whether the rows come without the rest of their aggregates, as in a load, so that rules over more than one row can't be asked yet.</summary>
    public bool IsPart { get; set; }

    /// <summary>Whether a rule that the body decides is left to be asked behind the write, since there are so many rows.</summary>
    public bool LeavesRules { get; set; }

    /// <summary>Whether a field that is computed from the aggregate is left to be filled behind the write: the body lacks what it takes, or has too many rows.</summary>
    public bool LeavesFields { get; set; }

    /// <summary>
    /// Whether the rows are known with all that they own, as those of a create and of a replacement are; otherwise some of what a rule or a
    /// computed field asks for stands in the store.
    /// </summary>
    public required bool IsWhole { get; init; }

    /// <summary>All rows of a resource, those below others too, in the order in which a store counts them.</summary>
    public List<RowDraft> RowsOf(Resource resource)
    {
        var found = new List<RowDraft>();
        foreach (var row in Rows) Add(row);
        return found;

        void Add(RowDraft row)
        {
            if (row.Resource == resource) found.Add(row);
            foreach (var child in row.Children.SelectMany(children => children.Rows)) Add(child);
        }
    }
}
