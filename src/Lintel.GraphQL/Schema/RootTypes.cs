using GraphQL.Types;
using Lintel.Model;

namespace Lintel.GraphQL.Schema;

/// <summary>Where documents begin.</summary>
internal static class RootTypes
{
    /// <summary>All that can be read.</summary>
    public static ObjectGraphType Query(SchemaTypes types)
    {
        var query = new ObjectGraphType { Name = "Query", Description = types.Model.Info.Title };
        var names = new TypeNames();
        foreach (var resource in types.Model.Resources)
        {
            if (!resource.Allowed.HasFlag(Allowed.Read)) continue;
            if (resource.Key.Count > 0) One(query, names.Take(resource.Name), types, resource, resource.Key);
            query.AddField(SchemaTypes.Meant(names.Take(resource.Plural), types.Connection(resource), new FieldMeaning.Many(resource), resource.Description, types.ListArguments(resource)));
        }
        foreach (var resource in types.Model.Resources.Where(resource => resource.Allowed.HasFlag(Allowed.Read)))
        {
            foreach (var by in Uniques(resource)) One(query, names.Take($"{resource.Name}By{string.Concat(by.Select(field => TypeNames.Pascal(field.Name)))}"), types, resource, by);
        }
        foreach (var resource in types.Model.Resources.Where(resource => resource.Allowed.HasFlag(Allowed.Read))) AggregateTypes.Add(query, names.Take(resource.Plural + "Aggregate"), types, resource);
        query.AddField(SchemaTypes.Meant(names.Take("node"), types.Node, new FieldMeaning.Node(), "Any row, by its nodeId.",
            SchemaTypes.Argument("id", new NonNullGraphType(types.Scalars.Id), "The nodeId of the row.")));
        return query;
    }

    /// <summary>What is unique of a resource besides its key.</summary>
    public static IEnumerable<Field[]> Uniques(Resource resource)
    {
        foreach (var unique in resource.Entity.Uniques)
        {
            var fields = unique.Told.Select(column => resource.Fields.FirstOrDefault(field => field.IsStored && !field.WriteOnly && field.IsIn(column))).ToArray();
            if (fields.All(field => field is not null) && fields.Length > 0 && !fields.SequenceEqual(resource.Key)) yield return fields!;
        }
    }

    private static void One(ObjectGraphType query, string name, SchemaTypes types, Resource resource, IReadOnlyList<Field> by) =>
        query.AddField(SchemaTypes.Meant(name, types.Of(resource), new FieldMeaning.One(resource, by), resource.Description,
            [.. by.Select(field => SchemaTypes.Argument(field.Name, new NonNullGraphType(types.Element(resource, field)), field.Description ?? $"The {field.Name} of the row."))]));
}
