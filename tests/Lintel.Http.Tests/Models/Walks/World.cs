using System.Text.Json.Nodes;
using Lintel.Http.Tests.Models.Documents;
using Lintel.Model;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>All rows and links that there are. Keys are whole numbers.</summary>
internal sealed class World(ServiceModel model)
{
    private readonly Dictionary<string, SortedDictionary<long, Row>> _rows = model.Resources.ToDictionary(resource => resource.Name, _ => new SortedDictionary<long, Row>());

    /// <summary>Which accounts and tags are linked.</summary>
    public SortedSet<(long Account, long Tag)> Links { get; private init; } = [];

    public ServiceModel Model => model;

    public Resource Resource(string name) => model.FindResource(name)!;

    public Relation Relation(string resource, string name) => Resource(resource).FindRelation(name)!;

    public IReadOnlyCollection<Row> Of(Resource resource) => _rows[resource.Name].Values;

    public Row? Find(Resource resource, long key) => _rows[resource.Name].GetValueOrDefault(key);

    /// <summary>Whether a row is deleted softly: by itself, or with what owns it.</summary>
    public bool IsDeleted(Row row) => row.Values.GetValueOrDefault("deletedAt") is not null || (row.Resource.Owner?.Inverse is { } up && One(row, up) is { } parent && IsDeleted(parent));

    /// <summary>Adds a row, and gives it.</summary>
    public Row Add(Resource resource, long key)
    {
        var row = new Row(resource);
        foreach (var field in resource.Fields) row.Values[field.Name] = DefaultOf(field);
        row.Values["id"] = key;
        _rows[resource.Name].Add(key, row);
        return row;
    }

    /// <summary>What a field gets when nothing is given.</summary>
    public static object? DefaultOf(Field field) => field.DefaultValue is { IsNull: false } value ? (value.Kind == ValueKind.Text ? value.AsText : value.AsInteger) : null;

    /// <summary>Takes a row away, with all that it owns.</summary>
    public void Remove(Row row)
    {
        foreach (var relation in row.Resource.Relations.Where(relation => relation.Kind == RelationKind.Children))
        {
            foreach (var child in Many(row, relation)) Remove(child);
        }
        if (row.Resource.Name == "account") Links.RemoveWhere(link => link.Account == (long)row.Key);
        if (row.Resource.Name == "tag") Links.RemoveWhere(link => link.Tag == (long)row.Key);
        _rows[row.Resource.Name].Remove((long)row.Key);
    }

    public Row? One(Row row, Relation relation) => row.Values[relation.SourceFields[0].Name] is long key ? Find(relation.Target, key) : null;

    public IReadOnlyList<Row> Many(Row row, Relation relation) => relation.Kind != RelationKind.ManyToMany
        ? Of(relation.Target).Where(other => row.Key.Equals(other.Values[relation.TargetFields[0].Name])).ToArray()
        : Of(relation.Target).Where(other => Links.Contains(relation.Source.Name == "account" ? ((long)row.Key, (long)other.Key) : ((long)other.Key, (long)row.Key))).ToArray();

    public World Copy()
    {
        var copy = new World(model) { Links = [.. Links] };
        foreach (var (name, rows) in _rows)
        {
            foreach (var (key, row) in rows)
            {
                var other = new Row(row.Resource);
                foreach (var (field, value) in row.Values) other.Values[field] = value;
                copy._rows[name].Add(key, other);
            }
        }
        return copy;
    }

    /// <summary>All there is, as text.</summary>
    public string Dump() => string.Join('\n', model.Resources.SelectMany(resource => Of(resource).Select(row =>
        $"{resource.Name} {string.Join(' ', resource.Fields.Where(field => field.IsStored).Select(field => Literal.JsonOf(row.Values.GetValueOrDefault(field.Name))))}"))
        .Concat(Links.Select(link => $"link {link.Account} {link.Tag}")));

    /// <summary>What a create gives of a row: all of it, with what it owns.</summary>
    public JsonObject Body(Row row)
    {
        var body = new JsonObject();
        foreach (var field in row.Resource.Fields.Where(field => field.IsStored && field.Role is not (FieldRole.Parent or FieldRole.DeletedAt) && field != row.Resource.State))
            body[field.Name] = JsonNode.Parse(Literal.JsonOf(row.Values[field.Name]));
        foreach (var relation in row.Resource.Relations)
        {
            if (relation.Kind == RelationKind.Children) body[relation.Name] = new JsonArray([.. Many(row, relation).Select(Body)]);
            else if (relation.KeysName is { } keys) body[keys] = new JsonArray([.. Many(row, relation).Select(one => (JsonNode)(long)one.Key)]);
        }
        return body;
    }
}
