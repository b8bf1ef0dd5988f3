using System.Globalization;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Resolves the members of bodies: names to fields, children and links, tokens to typed values.</summary>
internal sealed class InputBinder(ProblemList problems, bool trusted)
{
    /// <summary>A row to create, with all that belongs to it.</summary>
    public RowDraft BindCreate(Resource resource, InputValue input, string pointer)
    {
        if (!IsObject(input, pointer)) return new RowDraft(resource, pointer) { IsRefused = true };
        var draft = new RowDraft(resource, pointer);
        foreach (var (name, value) in input.Members)
        {
            if (resource.FindField(name) is { } field)
            {
                if (trusted ? !field.IsComputed : resource.CanCreate(field)) Set(draft, field, value);
                else NotWritable(draft, field, problems);
            }
            else if (resource.FindRelation(name) is { Kind: RelationKind.Children } children) Children(draft, children, value, BindCreate);
            else if (LinkOf(resource, name) is { } link) Links(draft, link, value);
            else Unknown(draft, name);
        }
        return draft;
    }

    /// <summary>The changes that a merge patch (RFC 7396) makes to one row; a list of owned children, or of links, takes the place of the one that is there.</summary>
    public RowDraft BindPatch(Resource resource, InputValue patch)
    {
        if (!IsObject(patch, "")) return new RowDraft(resource, "") { IsChange = true, IsRefused = true };
        var draft = new RowDraft(resource, "") { IsChange = true };
        foreach (var (name, value) in patch.Members)
        {
            if (resource.FindField(name) is { } field)
            {
                if (resource.CanChange(field)) Set(draft, field, value);
                else NotWritable(draft, field, problems);
            }
            else if (resource.FindRelation(name) is { Kind: RelationKind.Children } children) Children(draft, children, OrNone(value), BindWhole);
            else if (LinkOf(resource, name) is { } link) Links(draft, link, OrNone(value));
            else Unknown(draft, name);
        }
        return draft;

        // A merge patch takes a member away by null.
        static InputValue OrNone(InputValue value) => value.Kind == InputKind.Null ? InputValue.List([]) : value;
    }

    /// <summary>
    /// A row as it shall be, with all that belongs to it. What a caller can't write may be given as it is, so that what was read can be sent
    /// back: whether it is so, only the row in the store can tell.
    /// </summary>
    public RowDraft BindWhole(Resource resource, InputValue input, string pointer)
    {
        if (!IsObject(input, pointer)) return new RowDraft(resource, pointer) { IsRefused = true };
        var draft = new RowDraft(resource, pointer);
        foreach (var (name, value) in input.Members)
        {
            if (resource.FindField(name) is { } field)
            {
                // What follows from the rest was read along with it: nothing but its type is looked at.
                if (!field.IsComputed) Set(draft, field, value);
                else if (!(field.Nullable && value.Kind == InputKind.Null) && !ValueReader.TryRead(field.Type, value, out _, out var expected))
                    problems.Add(ErrorCatalogue.WrongType, draft.PointerOf(field.Name), $"'{field.Name}' must be {expected}.");
            }
            else if (resource.FindRelation(name) is { Kind: RelationKind.Children } children) Children(draft, children, value, BindWhole);
            else if (LinkOf(resource, name) is { } link) Links(draft, link, value);
            else Unknown(draft, name);
        }
        return draft;
    }

    /// <summary>Tells that a field of a row can't be written.</summary>
    public static void NotWritable(RowDraft draft, Field field, ProblemList problems)
    {
        var why = draft.Resource.State == field ? "is changed by actions only"
            : field.IsComputed ? "is computed"
            : draft.Resource.Key.Contains(field) && !draft.Resource.ClientKey ? "is made with the row, and never given"
            : field is { Immutable: true, ReadOnly: false } ? "can be given on create only"
            : "is read-only";
        problems.Add(ErrorCatalogue.NotWritable, draft.PointerOf(field.Name), $"'{field.Name}' {why}.");
        draft.Refuse(field);
    }

    private static Relation? LinkOf(Resource resource, string name) => resource.Relations.FirstOrDefault(relation => relation.KeysName == name);

    private void Set(RowDraft draft, Field field, InputValue input)
    {
        if (input.Kind == InputKind.Null || IsNoValue(field, input))
        {
            // An empty cell of a file is no value; of the two meanings of an absent one, the default is meant where there is one.
            if (input.Kind == InputKind.Untyped && field.Default != DefaultKind.None) return;
            draft.Give(field, Value.Null);
        }
        else if (ValueReader.TryRead(field.Type, input, out var value, out var expected)) draft.Give(field, value);
        else
        {
            problems.Add(ErrorCatalogue.WrongType, draft.PointerOf(field.Name), $"'{field.Name}' must be {expected}.");
            draft.Refuse(field);
        }
    }

    private static bool IsNoValue(Field field, InputValue input) =>
        input is { Kind: InputKind.Untyped, Text: "" } && !(input.Json is not null && field.Type is { IsArray: false, Kind: ScalarKind.String or ScalarKind.Text });

    private void Children(RowDraft draft, Relation relation, InputValue input, Func<Resource, InputValue, string, RowDraft> bind)
    {
        var pointer = draft.PointerOf(relation.Name);
        if (!IsList(input, pointer, relation))
        {
            draft.HasFindings = true;
            return;
        }
        var rows = new List<RowDraft>(input.Items.Count);
        for (var i = 0; i < input.Items.Count; i++) rows.Add(bind(relation.Target, input.Items[i], string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}")));
        draft.Children.Add((relation, rows));
    }

    private void Links(RowDraft draft, Relation relation, InputValue input)
    {
        var pointer = draft.PointerOf(relation.KeysName!);
        if (!IsList(input, pointer, relation)) return;
        var keys = new List<Value[]>(input.Items.Count);
        for (var i = 0; i < input.Items.Count; i++)
        {
            var item = input.Items[i];
            var at = string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}");
            if (Key(relation.Target, item) is not { } key) problems.Add(ErrorCatalogue.WrongType, at, $"Each of '{relation.KeysName}' must be the key of a {relation.Target.Name}.");
            else if (keys.Exists(known => known.AsSpan().SequenceEqual(key))) problems.Add(ErrorCatalogue.OutOfRange, at, "The same key stands twice.");
            else keys.Add(key);
        }
        draft.Links.Add((relation, keys));
    }

    private static Value[]? Key(Resource target, InputValue input)
    {
        if (target.Key is [var only]) return input.Kind != InputKind.Null && ValueReader.TryRead(only.Type, input, out var value, out _) ? [value] : null;
        var parts = input.Kind is InputKind.String or InputKind.Untyped ? input.Text.Split(',') : [];
        return KeyBinder.TryRead(target, parts, out var key) ? key : null;
    }

    /// <summary>What an action or a function is given.</summary>
    /// <param name="taker">What it takes, under its name.</param>
    /// <param name="input">What is given.</param>
    /// <param name="inQuery">Whether it is given in a query string.</param>
    public RowDraft BindInput(Resource taker, InputValue input, bool inQuery = false)
    {
        if (!IsObject(input, "")) return new RowDraft(taker, "") { IsRefused = true };
        var draft = new RowDraft(taker, "");
        if (inQuery)
        {
            foreach (var field in taker.Fields) draft.Place(field, "?" + field.Name);
        }
        foreach (var (name, value) in input.Members)
        {
            if (taker.FindField(name) is { } field) Set(draft, field, value);
            else problems.Add(ErrorCatalogue.UnknownMember, draft.PointerOf(name), $"'{taker.Name}' takes no member '{name}'.{PathBinder.Suggest(taker, name)}");
        }
        return draft;
    }

    /// <summary>The change that an action makes: the state that it leads to, and fields whose values the row decides as it is then.</summary>
    public static RowDraft BindAction(Resource resource, ResourceAction action)
    {
        var draft = new RowDraft(resource, "") { IsChange = true };
        if (action.To is { } state) draft[resource.State!] = Value.Of(state);
        foreach (var set in action.Sets)
        {
            draft.Await(set.Field);
            draft.Place(set.Field, set.Input is { } input ? draft.PointerOf(input.Name) : "");
        }
        return draft;
    }

    /// <summary>The change that undoes a soft delete. It takes no members.</summary>
    public RowDraft BindRestore(Resource resource, InputValue input)
    {
        var draft = new RowDraft(resource, "") { IsChange = true, IsRefused = !IsObject(input, "") };
        foreach (var (name, _) in input.Members) problems.Add(ErrorCatalogue.UnknownMember, draft.PointerOf(name), $"'restore' takes no member '{name}'.");
        draft[resource.DeletedAt!] = Value.Null;
        return draft;
    }

    private bool IsObject(InputValue input, string pointer)
    {
        if (input.Kind == InputKind.Object) return true;
        problems.Add(pointer.Length == 0 ? ErrorCatalogue.MalformedBody : ErrorCatalogue.WrongType, pointer, "An object is expected here.");
        return false;
    }

    private bool IsList(InputValue input, string pointer, Relation relation)
    {
        if (input.Kind != InputKind.List)
            problems.Add(ErrorCatalogue.WrongType, pointer, "A list is expected here.");
        else if (input.Items.Count > relation.MaxItems)
            problems.Add(ErrorCatalogue.OutOfRange, pointer, string.Create(CultureInfo.InvariantCulture, $"At most {relation.MaxItems} are allowed; these are {input.Items.Count}."));
        else return true;
        return false;
    }

    private void Unknown(RowDraft draft, string name)
    {
        var reference = draft.Resource.FindRelation(name);
        var hint = reference switch
        {
            { IsToOne: true } => $" Give its key as '{reference.SourceFields[0].Name}'.",
            { Kind: RelationKind.ManyToMany, KeysName: { } keys } => $" Give the keys as '{keys}'.",
            _ => PathBinder.Suggest(draft.Resource, name),
        };
        problems.Add(ErrorCatalogue.UnknownMember, draft.PointerOf(name), $"'{draft.Resource.Name}' has no member '{name}' that can be written.{hint}");
    }
}
