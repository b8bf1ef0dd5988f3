using GraphQL.Types;
using Lintel.Model;

namespace Lintel.GraphQL.Schema;

/// <summary>The mutations of each resource. Owned children are found, and made, below their parents alone, whose keys come first.</summary>
internal sealed class MutationTypes(SchemaTypes types)
{
    private readonly ObjectGraphType _mutation = new() { Name = "Mutation", Description = "Each field is done whole or not at all, one after the other." };
    private readonly TypeNames _names = new();

    /// <summary>All mutations; null: nothing can be changed.</summary>
    public static ObjectGraphType? Of(SchemaTypes types)
    {
        var mutations = new MutationTypes(types);
        foreach (var resource in types.Model.Resources) mutations.Add(resource);
        return mutations._mutation.Fields.Count == 0 ? null : mutations._mutation;
    }

    private void Add(Resource resource)
    {
        var name = TypeNames.Pascal(resource.Name);
        var many = TypeNames.Pascal(resource.Plural) is var plural && plural == name ? plural + "List" : TypeNames.Pascal(resource.Plural);
        var of = resource.Plural;
        if (resource.Allowed.HasFlag(Allowed.Create) && types.Inputs.Create(resource) is { } create)
        {
            Row("create" + name, WriteKind.Create, resource, [], $"Creates one of the {of}, with the rows that it owns.", [Input("input", create)]);
            Rows("create" + many, resource, $"Creates several {of} with the rows that they own: all or none.", [Input("input", new ListGraphType(new NonNullGraphType(create)))]);
        }
        if (resource.Key.Count == 0) return;
        if (resource.Allowed.HasFlag(Allowed.Update) && types.Inputs.Update(resource) is { } update)
        {
            Row("update" + name, WriteKind.Update, resource, resource.Key, $"Changes one of the {of}: what is not given stays as it is.", [Input("patch", update), .. Version(resource)]);
            if (resource.Owner is null) Found("update" + many, WriteKind.UpdateAll, resource, $"Changes all {of} that a filter finds.", [Input("patch", update)]);
        }
        if (resource.Owner is null && resource.Allowed.HasFlag(Allowed.Create | Allowed.Update)) AddUpserts(resource, name);
        if (resource.Allowed.HasFlag(Allowed.Update))
        {
            foreach (var action in resource.Actions)
            {
                QueryArgument[] given = types.Inputs.Action(resource, action) is { } input
                    ? [action.NeedsInput ? Input("input", input) : SchemaTypes.Argument("input", input, "What it is given.")]
                    : [];
                Row(action.Name + name, WriteKind.Act, resource, resource.Key, action.Description ?? $"The action '{action.Name}'.", [.. given, .. Version(resource)], action);
            }
        }
        if (resource.Allowed.HasFlag(Allowed.Delete)) AddDeletes(resource, name, many);
    }

    private void AddUpserts(Resource resource, string name)
    {
        if (resource.ClientKey && types.Inputs.Upsert(resource, resource.Key, "Upsert") is { } upsert)
            Row("upsert" + name, WriteKind.Upsert, resource, resource.Key, "Replaces the row with all that it owns, or creates it.", [Input("input", upsert), .. Version(resource)]);
        foreach (var by in RootTypes.Uniques(resource))
        {
            var suffix = "By" + string.Concat(by.Select(field => TypeNames.Pascal(field.Name)));
            if (by.Any(field => field.ReadOnly) || types.Inputs.Upsert(resource, by, $"Upsert{suffix}") is not { } input) continue;
            Row($"upsert{name}{suffix}", WriteKind.Upsert, resource, by, "Replaces the row with these values, with all that it owns, or creates it.", [Input("input", input), .. Version(resource)]);
        }
    }

    private void AddDeletes(Resource resource, string name, string many)
    {
        QueryArgument[] purge = resource.DeletedAt is null ? [] : [SchemaTypes.Argument("purge", types.Scalars.Boolean, "Whether it goes for good, deleted before or not.")];
        var payload = Payload($"Delete{types.NameOf(resource)}Payload", $"What came of it.");
        payload.AddField(SchemaTypes.Meant("deletedNodeId", new NonNullGraphType(types.Scalars.Id), new FieldMeaning.OfPayload(PayloadPart.DeletedNodeId), "The nodeId of the row that is gone."));
        Add("delete" + name, payload, WriteKind.Delete, resource, resource.Key, $"Deletes one of the {resource.Plural}, with the rows that it owns.", [.. Version(resource), .. purge]);
        if (resource.Owner is null) Found("delete" + many, WriteKind.DeleteAll, resource, $"Deletes all {resource.Plural} that a filter finds.", purge);
        if (resource.DeletedAt is not null) Row("restore" + name, WriteKind.Restore, resource, resource.Key, "Brings back what was deleted.", Version(resource));
    }

    private void Row(string field, WriteKind kind, Resource resource, IReadOnlyList<Field> by, string description, QueryArgument[] arguments, ResourceAction? action = null)
    {
        var payload = Payload(TypeNames.Pascal(field) + "Payload", "What came of it.");
        payload.AddField(SchemaTypes.Meant(resource.Name, new NonNullGraphType(types.Of(resource)), new FieldMeaning.OfPayload(PayloadPart.Row), "The row as it is now."));
        Add(field, payload, kind, resource, by, description, arguments, action);
    }

    private void Rows(string field, Resource resource, string description, QueryArgument[] arguments)
    {
        var payload = Payload(TypeNames.Pascal(field) + "Payload", "What came of it.");
        payload.AddField(SchemaTypes.Meant(resource.Plural, new NonNullGraphType(new ListGraphType(new NonNullGraphType(types.Of(resource)))), new FieldMeaning.OfPayload(PayloadPart.Rows), "The rows as they are now, in order."));
        Add(field, payload, WriteKind.CreateAll, resource, [], description, arguments);
    }

    private void Found(string field, WriteKind kind, Resource resource, string description, QueryArgument[] arguments)
    {
        var payload = Payload(TypeNames.Pascal(field) + "Payload", "What came of it.");
        payload.AddField(SchemaTypes.Meant("affected", new NonNullGraphType(types.Scalars.Int), new FieldMeaning.OfPayload(PayloadPart.Affected), "How many rows it was done to."));
        Add(field, payload, kind, resource, [], description,
        [
            SchemaTypes.Argument("where", new NonNullGraphType(types.Filters.Where(resource)), "Which rows."),
            .. arguments,
            SchemaTypes.Argument("maxAffected", types.Scalars.Int, "The most rows that may be found; where there are more nothing is done. Default: 100."),
        ]);
    }

    private void Add(string field, ObjectGraphType payload, WriteKind kind, Resource resource, IReadOnlyList<Field> by, string description, QueryArgument[] arguments, ResourceAction? action = null)
    {
        var parents = new List<QueryArgument>();
        foreach (var above in Above(resource).Reverse())
        {
            foreach (var part in above.Key)
                parents.Add(SchemaTypes.Argument(ParentArgument(above, part), new NonNullGraphType(types.Element(above, part)), $"The {part.Name} of the {above.Name} that it belongs to."));
        }
        var found = by.Where(part => part.Role != FieldRole.Parent).Select(part => SchemaTypes.Argument(part.Name, new NonNullGraphType(types.Element(resource, part)), part.Description ?? $"The {part.Name} of the row."));
        _mutation.AddField(SchemaTypes.Meant(_names.Take(field), payload, new FieldMeaning.Write(kind, resource, by, action), description, [.. parents, .. found, .. arguments]));
    }

    /// <summary>The owners of a child, the nearest first.</summary>
    public static IEnumerable<Resource> Above(Resource resource)
    {
        for (var owner = resource.Owner?.Source; owner is not null; owner = owner.Owner?.Source) yield return owner;
    }

    /// <summary>What a part of a parent's key is called as an argument.</summary>
    public static string ParentArgument(Resource parent, Field part) => parent.Name + TypeNames.Pascal(part.Name);

    private ObjectGraphType Payload(string name, string description) => new() { Name = types.Take(name), Description = description };

    private static QueryArgument Input(string name, IGraphType type) => SchemaTypes.Argument(name, new NonNullGraphType(type), "What is written.");

    private QueryArgument[] Version(Resource resource)
    {
        if (resource.Version is null) return [];
        IGraphType type = resource.RequiresMatch ? new NonNullGraphType(types.Scalars.Long) : types.Scalars.Long;
        return [SchemaTypes.Argument("ifVersion", type, "The version that the row must have, or nothing is done.")];
    }
}
