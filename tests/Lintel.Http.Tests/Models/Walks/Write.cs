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
    Purge,
    Restore,
    Act,
    Link,
    Unlink,
}

/// <summary>What a write asks of the row as it is before.</summary>
internal enum Based
{
    OnAnything,

    /// <summary>With <c>If-Match</c> and what the row is.</summary>
    OnCurrent,

    /// <summary>With <c>If-Match</c> and what it is not.</summary>
    OnOther,

    /// <summary>With <c>If-None-Match: *</c>.</summary>
    OnNothing,
}

/// <summary>A row that a write gives, with what it owns.</summary>
internal sealed record Given(Resource Resource, IReadOnlyDictionary<string, object?> Values, IReadOnlyList<Given>? Children = null, IReadOnlyList<long>? Tags = null)
{
    /// <summary>Where what it owns is given.</summary>
    public Relation? Down => Resource.Relations.FirstOrDefault(relation => relation.Kind == RelationKind.Children);

    /// <summary>The same without a field.</summary>
    public Given Without(Field? field) => field is null ? this : this with { Values = Values.Where(value => value.Key != field.Name).ToDictionary() };

    /// <summary>As JSON.</summary>
    public JsonObject Json()
    {
        var body = new JsonObject();
        foreach (var (name, value) in Values) body[name] = Wanted.JsonOf(value);
        if (Children is not null) body[Down!.Name] = new JsonArray([.. Children.Select(child => child.Json())]);
        if (Tags is not null) body["tagIds"] = new JsonArray([.. Tags.Select(tag => (JsonNode)tag)]);
        return body;
    }

    /// <summary>As a line of cells, without lists.</summary>
    public string Cells() => string.Join(',', Values.Values.Select(value => value is string text ? $"\"{text}\"" : Convert.ToString(value, CultureInfo.InvariantCulture)));

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
    /// <summary>The action that is done; null: none is.</summary>
    public ResourceAction? Action { get; init; }

    public Based Based { get; init; }

    /// <summary>What is wanted of the row behind it, beside or instead of the whole row; null: nothing else.</summary>
    public Wanted? Wanted { get; init; }

    public string Method => Deed switch
    {
        Deed.Create or Deed.Restore or Deed.Act => "POST",
        Deed.Update => "PATCH",
        Deed.Put or Deed.Link => "PUT",
        Deed.Delete or Deed.Purge or Deed.Unlink => "DELETE",
    };

    public string Target
    {
        get
        {
            var path = "";
            foreach (var (resource, key) in Above) path = string.Create(CultureInfo.InvariantCulture, $"{path}{(path.Length == 0 ? resource.Path : resource.Owner!.Name)}/{key}/");
            path += Resource.Owner?.Name ?? Resource.Path;
            if (Key is { } one && By is null) path = string.Create(CultureInfo.InvariantCulture, $"{path}/{one}");
            path += Deed switch { Deed.Act => "/" + Action!.Name, Deed.Restore => "/restore", Deed.Link or Deed.Unlink => string.Create(CultureInfo.InvariantCulture, $"/tags/{Tag}"), _ => "" };
            string[] query = [.. By is null ? [] : (string[])[$"{By.Name}={Row!.Values[By.Name]}"], .. Deed == Deed.Purge ? (string[])["purge=true"] : [], .. Wanted?.Query is { Length: > 0 } include ? (string[])[include] : []];
            return query.Length == 0 ? path : $"{path}?{string.Join('&', query)}";
        }
    }

    public JsonObject? Body => Deed == Deed.Act ? [] : Row?.Json();

    /// <summary>As a field of a GraphQL mutation; null: there is none.</summary>
    public string? Mutation
    {
        get
        {
            var type = FilterGenerator.Pascal(Resource.Name);
            var told = By is not null ? [$"{By.Name}: \"{Row!.Values[By.Name]}\""] : Key is { } key ? [string.Create(CultureInfo.InvariantCulture, $"id: {key}")] : (string[])[];
            var keys = string.Join(", ", Above.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Resource.Name}Id: {step.Key}")).Concat(told));
            var comma = keys.Length > 0 ? ", " : "";
            var answer = $"{{ {Resource.Name} {Wanted?.Selection ?? "{ id }"} }}";
            return Deed switch
            {
                Deed.Create => $"create{type}({keys}{comma}input: {Literal.TextOf(Row!.Input())}) {answer}",
                Deed.Update => $"update{type}({keys}{comma}patch: {Literal.TextOf(Row!.Input())}) {answer}",
                // The key of a new row can't be given there.
                Deed.Put when Resource.Owner is null && (By is null || !Row!.Values.ContainsKey("id")) => $"upsert{type}{(By is null ? "" : "By" + FilterGenerator.Pascal(By.Name))}({keys}{comma}input: {Literal.TextOf(Row!.Without(By).Input())}) {answer}",
                Deed.Delete => $"delete{type}({keys}) {{ deletedNodeId }}",
                Deed.Purge => $"delete{type}({keys}{comma}purge: true) {{ deletedNodeId }}",
                Deed.Restore => $"restore{type}({keys}) {answer}",
                Deed.Act => $"{Action!.Name}{type}({keys}) {answer}",
                Deed.Put or Deed.Link or Deed.Unlink => null,
            };
        }
    }

    /// <summary>Several new rows as one field of a GraphQL mutation.</summary>
    public static string MutationOfAll(IReadOnlyList<Write> writes)
    {
        var above = string.Concat(writes[0].Above.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Resource.Name}Id: {step.Key}, ")));
        return $"create{FilterGenerator.Pascal(writes[0].Resource.Plural)}({above}input: {Literal.TextOf(writes.Select(write => (object?)write.Row!.Input()).ToArray())}) {{ {writes[0].Resource.Plural} {{ id }} }}";
    }

    /// <summary>As a field of a GraphQL mutation of all rows that a filter finds.</summary>
    public string MutationOfFound(Condition filter)
    {
        var (verb, more) = Deed switch { Deed.Update => ("update", $", patch: {Literal.TextOf(Row!.Input())}"), Deed.Purge => ("delete", ", purge: true"), _ => ("delete", "") };
        return $"{verb}{FilterGenerator.Pascal(Resource.Plural)}(where: {Literal.TextOf(filter.Where())}{more}) {{ affected }}";
    }

    public override string ToString() => $"{Method} {Target} {(Based == Based.OnAnything ? "" : $"based {Based} ")}{Body?.ToJsonString()}";
}
