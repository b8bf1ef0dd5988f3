using System.Globalization;
using System.Text.Json.Nodes;
using Lintel.Http.Tests.Models.Documents;
using Lintel.Model;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>What is done to a row.</summary>
internal enum Deed
{
    Create,
    Update,
    Put,
    Delete,
    Pay,
    Link,
    Unlink,
}

/// <summary>A row that a write gives, with what it owns.</summary>
internal sealed record Given(Resource Resource, IReadOnlyDictionary<string, object?> Values, IReadOnlyList<Given>? Children = null, IReadOnlyList<long>? Tags = null)
{
    /// <summary>Where what it owns is given.</summary>
    public Relation? Down => Resource.Relations.FirstOrDefault(relation => relation.Kind == RelationKind.Children);

    /// <summary>As JSON.</summary>
    public JsonObject Json()
    {
        var body = new JsonObject();
        foreach (var (name, value) in Values) body[name] = Wanted.JsonOf(value);
        if (Children is not null) body[Down!.Name] = new JsonArray([.. Children.Select(child => child.Json())]);
        if (Tags is not null) body["tagIds"] = new JsonArray([.. Tags.Select(tag => (JsonNode)tag)]);
        return body;
    }

    /// <summary>As an argument of GraphQL.</summary>
    public Literal.Members Input()
    {
        var members = Values.Select(value => (value.Key, FilterGenerator.Shown(Resource.FindField(value.Key)!, value.Value))).ToList();
        if (Children is not null) members.Add((Down!.Name, Children.Select(child => (object?)child.Input()).ToArray()));
        if (Tags is not null) members.Add(("tagIds", Tags.Select(tag => (object?)tag).ToArray()));
        return new Literal.Members(members);
    }
}

/// <summary>A write of one row.</summary>
/// <param name="Deed">What is done.</param>
/// <param name="Resource">Whose row it is.</param>
/// <param name="Above">The keys of what owns it, from the root down.</param>
/// <param name="Key">Its key; null: it is created.</param>
/// <param name="Row">What is given; null: nothing.</param>
/// <param name="Tag">The tag that is linked, or no more.</param>
/// <param name="By">What tells the row instead of its key: a field that is unique; null: its key does.</param>
internal sealed record Write(Deed Deed, Resource Resource, IReadOnlyList<(Resource Resource, long Key)> Above, long? Key, Given? Row, long Tag = 0, Field? By = null)
{
    public string Method => Deed switch { Deed.Create or Deed.Pay => "POST", Deed.Update => "PATCH", Deed.Put or Deed.Link => "PUT", Deed.Delete or Deed.Unlink => "DELETE" };

    public string Target
    {
        get
        {
            var path = "";
            foreach (var (resource, key) in Above) path = string.Create(CultureInfo.InvariantCulture, $"{path}{(path.Length == 0 ? resource.Path : resource.Owner!.Name)}/{key}/");
            path += Resource.Owner?.Name ?? Resource.Path;
            if (By is not null) return $"{path}?{By.Name}={Row!.Values[By.Name]}";
            if (Key is { } one) path = string.Create(CultureInfo.InvariantCulture, $"{path}/{one}");
            return Deed switch { Deed.Pay => path + "/pay", Deed.Link or Deed.Unlink => string.Create(CultureInfo.InvariantCulture, $"{path}/tags/{Tag}"), _ => path };
        }
    }

    public JsonObject? Body => Deed == Deed.Pay ? [] : Row?.Json();

    /// <summary>As a field of a GraphQL mutation; null: there is none.</summary>
    public string? Mutation
    {
        get
        {
            var type = FilterGenerator.Pascal(Resource.Name);
            var keys = string.Join(", ", Above.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Resource.Name}Id: {step.Key}")).Concat(Key is { } key ? [string.Create(CultureInfo.InvariantCulture, $"id: {key}")] : []));
            var comma = keys.Length > 0 ? ", " : "";
            return Deed switch
            {
                Deed.Create => $"create{type}({keys}{comma}input: {Literal.TextOf(Row!.Input())}) {{ {Resource.Name} {{ id }} }}",
                Deed.Update => $"update{type}({keys}{comma}patch: {Literal.TextOf(Row!.Input())}) {{ {Resource.Name} {{ id }} }}",
                Deed.Delete => $"delete{type}({keys}) {{ deletedNodeId }}",
                Deed.Pay => $"pay{type}({keys}) {{ {Resource.Name} {{ id }} }}",
                Deed.Put or Deed.Link or Deed.Unlink => null,
            };
        }
    }

    public override string ToString() => $"{Method} {Target} {Body?.ToJsonString()}";
}
