using Lintel.Adoption.Catalog;
using Lintel.Model;

namespace Lintel.Adoption.Designing;

/// <summary>The names that a contract has given already, by what they stand for in the database.</summary>
internal sealed class KnownNames
{
    private readonly Dictionary<CatalogName, Resource> _resources = [];
    private readonly Dictionary<(CatalogName Table, string Columns), string> _fields = [];
    private readonly Dictionary<(CatalogName Table, string Columns), string> _reverses = [];
    private readonly Dictionary<CatalogName, Relation> _links = [];

    /// <summary>Nothing has a name yet.</summary>
    public static KnownNames None { get; } = new();

    /// <summary>The names of a model.</summary>
    public static KnownNames Of(ServiceModel model, string? defaultSchema)
    {
        var known = new KnownNames();
        foreach (var resource in model.Resources)
        {
            var table = Table(resource.Entity, defaultSchema);
            known._resources.TryAdd(table, resource);
            foreach (var field in resource.Fields.Where(field => !field.IsComputed))
                known._fields.TryAdd((table, field.Column.Name), field.Name);
            foreach (var relation in resource.Relations)
            {
                if (relation.Link is { } link)
                    known._links.TryAdd(Table(link.Entity, defaultSchema), relation);
                if (relation.Kind != RelationKind.Reference)
                    continue;
                var columns = Joined(relation.SourceFields.Select(field => field.Column.Name));
                known._fields[(table, columns)] = relation.Name;
                if (relation.Inverse is { } back)
                    known._reverses.TryAdd((table, columns), back.Name);
            }
        }

        return known;
    }

    /// <summary>The resource of a table.</summary>
    public Resource? Resource(CatalogName table) => _resources.GetValueOrDefault(table);

    /// <summary>All tables that have a resource.</summary>
    public IEnumerable<KeyValuePair<CatalogName, Resource>> Resources => _resources;

    /// <summary>The name of a field or reference by its columns.</summary>
    public string? Field(CatalogName table, IReadOnlyList<string> columns) => _fields.GetValueOrDefault((table, Joined(columns)));

    /// <summary>What the other resource calls a reference.</summary>
    public string? Reverse(CatalogName table, IReadOnlyList<string> columns) => _reverses.GetValueOrDefault((table, Joined(columns)));

    /// <summary>Whether a table of pairs is served as a relation.</summary>
    public bool HasLink(CatalogName table) => _links.ContainsKey(table);

    /// <summary>Whether a column has a field, of its own or of a reference.</summary>
    public bool Has(CatalogName table, string column) => _resources.TryGetValue(table, out var resource) && resource.Entity.Columns.Any(known => known.Name == column);

    /// <summary>The table of an entity, with the schema that goes without saying.</summary>
    public static CatalogName Table(Entity entity, string? defaultSchema) => new(entity.Schema ?? defaultSchema, entity.Table);

    private static string Joined(IEnumerable<string> columns) => string.Join('\0', columns);
}
