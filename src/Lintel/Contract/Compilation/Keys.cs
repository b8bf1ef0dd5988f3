using Lintel.Contract.Fields;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Finds what identifies a row of each resource, and gives references the fields that hold it.</summary>
internal sealed class Keys(ServiceDraft service)
{
    private readonly HashSet<ResourceDraft> _visiting = [];

    public static void Run(ServiceDraft service)
    {
        var keys = new Keys(service);
        foreach (var resource in service.Resources)
        {
            if (resource.Parent is { } parent)
                resource.ParentReference = new ReferenceDraft(resource, parent, parent.Name, resource.Declaration.PartOf!.Place, null) { OnDelete = OnDelete.Cascade };
        }

        foreach (var resource in service.Resources)
            keys.Resolve(resource);
        foreach (var resource in service.Resources)
        {
            if (resource.ParentReference is { } parent)
                keys.Expand(parent);
            foreach (var reference in resource.References)
                keys.Expand(reference);
        }
    }

    private IReadOnlyList<FieldDraft> Resolve(ResourceDraft resource)
    {
        if (resource.Key is { } known)
            return known;
        if (!_visiting.Add(resource))
        {
            service.Bag.Report(ResourceRules.KeyCycle, resource.Declaration.Key!.Place, $"The key of {Wording.Quoted(resource.Name)} would be part of itself.", "give one of the resources a key of its own, such as `key: uuid`");
            resource.Broken = true;
            return resource.Key = [Made(resource, FieldType.Of(ScalarKind.Uuid), false)];
        }

        var key = resource.Declaration.Key switch
        {
            { Fields: { } fields } => OfFields(resource, fields),
            { Type: { } type } declared => [OfType(resource, type, declared.Client)],
            _ => [Made(resource, FieldType.Of(ScalarKind.Uuid), false)],
        };
        _visiting.Remove(resource);
        return resource.Key ??= key;
    }

    private FieldDraft OfType(ResourceDraft resource, ScalarNode type, bool client)
    {
        var field = new FieldDeclaration("id", type.Place, service.Bag);
        ShortFormParser.Parse(type, field, service.Bag);
        var kind = field.Broken ? ScalarKind.Uuid : ScalarTypes.Find(field.TypeName!.Value)!.Value;
        resource.ClientKey = client || kind == ScalarKind.String;
        if (kind != ScalarKind.String)
            return Made(resource, FieldType.Of(kind), client);
        field.MinLength ??= new(1, type.Place);
        var made = FieldTypes.Scalar(field, kind, service.Bag);
        if (made.MaxLength > Patterns.MaxIndexed)
            service.Bag.Report(ResourceRules.BadKey, type.Place, $"A key has at most {Patterns.MaxIndexed} characters.", "write `string(1..40)`, for example");
        return new FieldDraft
        {
            Name = "id",
            Place = resource.Place,
            Type = made.Type,
            Column = "id",
            Role = FieldRole.Key,
            MinLength = made.MinLength,
            MaxLength = made.MaxLength,
            Immutable = true,
        };
    }

    private static FieldDraft Made(ResourceDraft resource, FieldType type, bool client) => new()
    {
        Name = "id",
        Place = resource.Place,
        Type = type,
        Column = "id",
        Role = FieldRole.Key,
        Immutable = true,
        ReadOnly = !client,
        Identity = type.Kind != ScalarKind.Uuid,
        Default = type.Kind == ScalarKind.Uuid ? DefaultKind.Uuid7 : DefaultKind.Identity,
    };

    private List<FieldDraft> OfFields(ResourceDraft resource, IReadOnlyList<Located<string>> names)
    {
        resource.ClientKey = true;
        var key = new List<FieldDraft>();
        foreach (var name in names)
        {
            if (Find(resource, name.Value) is not { } fields)
            {
                if (!resource.Broken)
                    service.Bag.Report(ResourceRules.UnknownField, name.Place, $"{Wording.Quoted(resource.Name)} has no field {Wording.Quoted(name.Value)}.", service.Bag.DidYouMean(name.Value, Names(resource)));
                resource.Broken = true;
                continue;
            }

            foreach (var field in fields)
            {
                if (key.Contains(field))
                    service.Bag.Report(ResourceRules.NamedTwice, name.Place, $"{Wording.Quoted(name.Value)} stands in this list twice.", "remove one of them");
                else if (Check(field, name))
                    key.Add(field);
            }
        }

        return key.Count > 0 ? key : [Made(resource, FieldType.Of(ScalarKind.Uuid), false)];
    }

    private bool Check(FieldDraft field, Located<string> name)
    {
        var reason = field.Declaration is { Computed: not null } ? "it is computed"
            : field.Nullable ? "it may be null"
            : field.Type.IsArray ? "it is a list"
            : field.Type.Kind is ScalarKind.Json or ScalarKind.Double or ScalarKind.Text or ScalarKind.Bytes ? $"{Wording.Quoted(field.Type.ToString())} is no type for a key"
            : field.Type.Kind == ScalarKind.String && field.MaxLength > Patterns.MaxIndexed ? $"it is too long for an index; {Patterns.MaxIndexed} characters fit"
            : field.ReadOnly && field.Role == FieldRole.Plain ? "callers can't write it"
            : field.Declaration?.WriteOnly is { Value: true } ? "it is never part of an answer"
            : field.Default != DefaultKind.None ? "it has a default, so that two rows would easily get the same key"
            : null;
        field.Immutable = true;
        if (reason is null || field.Broken)
            return true;
        service.Bag.Report(ResourceRules.BadKey, name.Place, $"{Wording.Quoted(name.Value)} can't be part of the key: {reason}.", "a key is made of required fields that never change");
        return true;
    }

    private IReadOnlyList<FieldDraft>? Find(ResourceDraft resource, string name)
    {
        if (resource.Scalars.Find(field => field.Name == name) is { } scalar)
            return [scalar];
        if (resource.ParentReference is { } parent && parent.Name == name)
            return Expand(parent);
        return resource.References.Find(reference => reference.Name == name) is { } found ? Expand(found) : null;
    }

    private static IEnumerable<string> Names(ResourceDraft resource)
    {
        var names = resource.Scalars.Select(field => field.Name).Concat(resource.References.Select(reference => reference.Name));
        return resource.ParentReference is { } parent ? names.Append(parent.Name) : names;
    }

    private IReadOnlyList<FieldDraft> Expand(ReferenceDraft reference)
    {
        if (reference.Fields is { } known)
            return known;
        var key = Resolve(reference.Target);
        if (reference.Fields is { } meanwhile)
            return meanwhile;
        var declared = reference.Declaration;
        if (declared?.Column is { } column && key.Count > 1)
            service.Bag.Report(FieldRules.NotForType, column.Place, $"{Wording.Quoted(reference.Target.Name)} has a key of {key.Count} fields, so one `column` is not enough.", "remove `column`");
        return reference.Fields = [.. key.Select(part => new FieldDraft
        {
            Name = reference.Name + Casing.Capital(part.Name),
            Place = reference.Place,
            Type = part.Type,
            Column = declared?.Column?.Value ?? $"{Casing.Snake(reference.Name)}_{part.Column}",
            Declaration = declared,
            Role = declared is null ? FieldRole.Parent : FieldRole.Reference,
            Nullable = declared?.Nullable?.Value ?? false,
            ReadOnly = declared is null || (declared.ReadOnly?.Value ?? false),
            Immutable = declared is null || (declared.Immutable?.Value ?? false),
            MinLength = part.MinLength,
            MaxLength = part.MaxLength,
            Pattern = part.Pattern,
            Description = declared?.Description?.Value,
        })];
    }
}
