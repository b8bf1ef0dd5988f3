using Lintel.Contract.Fields;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Finds what identifies a row of each resource, and gives references the fields that hold it.</summary>
internal sealed class Keys(ServiceDraft service)
{
    private readonly HashSet<ResourceDraft> _visiting = [];
    private readonly HashSet<ReferenceDraft> _expanding = [];

    public static void Run(ServiceDraft service)
    {
        var keys = new Keys(service);
        foreach (var resource in service.Resources)
        {
            if (resource.Parent is not { } parent)
                continue;
            // Where the table is not ours, a reference of the parent's name says which columns lead there.
            if (service.Declaration.IsExternal && resource.References.Find(reference => reference.Name == parent.Name && reference.Target == parent) is { } declared)
            {
                resource.References.Remove(declared);
                resource.ParentReference = declared;
                declared.OnDelete = OnDelete.Cascade;
            }
            else
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
            { IsNone: true } => [],
            { Type: { } type } declared => [OfType(resource, type, declared)],
            _ => [Made(resource, FieldType.Of(ScalarKind.Uuid), false)],
        };
        _visiting.Remove(resource);
        return resource.Key ??= key;
    }

    private FieldDraft OfType(ResourceDraft resource, ScalarNode type, KeyDeclaration declared)
    {
        var client = declared.Client;
        var field = new FieldDeclaration("id", type.Place, service.Bag);
        ShortFormParser.Parse(type, field, service.Bag);
        var kind = field.Broken ? ScalarKind.Uuid : ScalarTypes.Find(field.TypeName!.Value)!.Value;
        resource.ClientKey = client || (kind == ScalarKind.String && declared.MadeByDatabase is null);
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
            Column = declared.Column?.Value ?? "id",
            Role = FieldRole.Key,
            MinLength = made.MinLength,
            MaxLength = made.MaxLength,
            Immutable = true,
            ReadOnly = !resource.ClientKey,
            Default = declared.MadeByDatabase is null ? DefaultKind.None : DefaultKind.Database,
        };
    }

    private FieldDraft Made(ResourceDraft resource, FieldType type, bool client)
    {
        var declared = resource.Declaration.Key;
        var makes = declared?.MadeByDatabase is not null ? DefaultKind.Database
            : type.Kind == ScalarKind.Uuid ? DefaultKind.Uuid7
            : !service.Declaration.IsExternal ? DefaultKind.Identity
            // Whether an external table numbers its rows is known only where callers can't.
            : client ? DefaultKind.None
            : DefaultKind.Database;
        return new FieldDraft
        {
            Name = "id",
            Place = resource.Place,
            Type = type,
            Column = declared?.Column?.Value ?? "id",
            Role = FieldRole.Key,
            Immutable = true,
            ReadOnly = !client,
            Identity = makes == DefaultKind.Identity,
            Default = makes,
        };
    }

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
            : field.Type.Kind is ScalarKind.Json or ScalarKind.Double or ScalarKind.Bytes || (field.Type.Kind == ScalarKind.Text && !service.Declaration.IsExternal) ? $"{Wording.Quoted(field.Type.ToString())} is no type for a key"
            : field.Type.Kind == ScalarKind.String && field.MaxLength > Patterns.MaxIndexed && !service.Declaration.IsExternal ? $"it is too long for an index; {Patterns.MaxIndexed} characters fit"
            : field.ReadOnly && field.Role == FieldRole.Plain && field.Default != DefaultKind.Database ? "callers can't write it"
            : field.Declaration?.WriteOnly is { Value: true } ? "it is never part of an answer"
            : field.Default is not (DefaultKind.None or DefaultKind.Database) ? "it has a default, so that two rows would easily get the same key"
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
        var targets = Targets(reference);
        if (reference.Fields is { } meanwhile)
            return meanwhile;
        var columns = ColumnsOf(reference, targets);
        reference.TargetFields = targets;
        var fields = new FieldDraft[targets.Count];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = Shared(reference, columns[i]) ?? Own(reference, targets[i], columns[i]);
        return reference.Fields = fields;
    }

    /// <summary>The columns of a reference, one for each field that it holds.</summary>
    private string[] ColumnsOf(ReferenceDraft reference, IReadOnlyList<FieldDraft> targets)
    {
        var declared = reference.Declaration;
        if (declared?.Columns is { } columns)
        {
            if (columns.Count == targets.Count)
                return [.. columns.Select(column => column.Value)];
            if (targets.Count > 0)
                service.Bag.Report(ExternalContractRules.ColumnCount, columns[0].Place, $"{Wording.Quoted(reference.Name)} has {Wording.Count(columns.Count, "column")} for {Wording.Count(targets.Count, "field")}: {Wording.Listed(targets.Select(field => field.Name))}.", "name as many columns, in the same order");
        }
        else if (declared?.Column is { } column)
        {
            if (targets.Count == 1)
                return [column.Value];
            if (targets.Count > 1)
                service.Bag.Report(FieldRules.NotForType, column.Place, $"{Wording.Quoted(reference.Target.Name)} has a key of {targets.Count} fields, so one `column` is not enough.", service.Declaration.IsExternal ? "name all of them with `columns`" : "remove `column`");
        }

        // The columns of others follow from no name but that on the wire.
        return [.. targets.Select(part => service.Declaration.IsExternal ? Casing.Snake(WireName(reference, part)) : $"{Casing.Snake(reference.Name)}_{part.Column}")];
    }

    /// <summary>The fields of the other resource that a reference holds.</summary>
    private IReadOnlyList<FieldDraft> Targets(ReferenceDraft reference)
    {
        var key = Resolve(reference.Target);
        var place = reference.Declaration?.To is [var first, ..] ? first.Place : reference.Place;
        if (reference.Declaration?.To is not { } to)
        {
            if (key.Count == 0)
                service.Bag.Report(ExternalContractRules.NothingToReferTo, place, $"{Wording.Quoted(reference.Target.Name)} has no key that {Wording.Quoted(reference.Name)} could hold.", "name fields of it that are unique together with `to:`");
            return key;
        }

        if (!_expanding.Add(reference))
        {
            service.Bag.Report(ResourceRules.KeyCycle, place, $"{Wording.Quoted(reference.Name)} would hold itself.", "name fields with `to:` that are no references back");
            return [];
        }

        var targets = new List<FieldDraft>();
        foreach (var name in to)
        {
            if (FindAnywhere(reference.Target, name.Value) is { } fields)
                targets.AddRange(fields.Except(targets));
            else if (!reference.Target.Broken)
                service.Bag.Report(ResourceRules.UnknownField, name.Place, $"{Wording.Quoted(reference.Target.Name)} has no field {Wording.Quoted(name.Value)}.", service.Bag.DidYouMean(name.Value, Names(reference.Target)));
        }

        _expanding.Remove(reference);
        return targets;
    }

    // Fields that the key or a reference brings have names too, which no declaration has.
    private IReadOnlyList<FieldDraft>? FindAnywhere(ResourceDraft resource, string name)
    {
        if (Find(resource, name) is { } declared)
            return declared;
        if (Resolve(resource).FirstOrDefault(field => field.Name == name) is { } key)
            return [key];
        return resource.References.Where(reference => name.StartsWith(reference.Name, StringComparison.Ordinal))
            .SelectMany(Expand).FirstOrDefault(field => field.Name == name) is { } field ? [field] : null;
    }

    /// <summary>The field that another one of the resource has in that column, so that it is on the wire once; null: none.</summary>
    private FieldDraft? Shared(ReferenceDraft reference, string column)
    {
        if (!service.Declaration.IsExternal)
            return null;
        var source = reference.Source;
        if (source.Scalars.Find(field => field.IsStored && field.Column == column) is { } scalar)
            return scalar;
        if (source.Declaration.Key is { Fields: null } && Resolve(source).FirstOrDefault(field => field.Column == column) is { } key)
            return key;
        return source.References.TakeWhile(other => other != reference).Select(other => other.Fields?.FirstOrDefault(field => field.Column == column)).FirstOrDefault(field => field is not null);
    }

    private static string WireName(ReferenceDraft reference, FieldDraft part) => reference.Name + Casing.Capital(part.Name);

    private static FieldDraft Own(ReferenceDraft reference, FieldDraft part, string column)
    {
        var declared = reference.Declaration;
        var isParent = reference == reference.Source.ParentReference;
        return new FieldDraft
        {
            Name = WireName(reference, part),
            Place = reference.Place,
            Type = part.Type,
            Column = column,
            Declaration = declared,
            Role = isParent ? FieldRole.Parent : FieldRole.Reference,
            Nullable = declared?.Nullable?.Value ?? false,
            ReadOnly = isParent || (declared!.ReadOnly?.Value ?? false),
            Immutable = isParent || (declared!.Immutable?.Value ?? false),
            MinLength = part.MinLength,
            MaxLength = part.MaxLength,
            Pattern = part.Pattern,
            Description = declared?.Description?.Value,
        };
    }
}
