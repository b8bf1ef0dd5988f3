using System.Text.Json;
using System.Text.Json.Nodes;
using Lintel.Model;

namespace Lintel.Http.Tests.Access.Matrix;

/// <summary>What became of something that a caller asked for.</summary>
internal enum Verdict
{
    /// <summary>It was done; or it was let through, and something else than access was in the way.</summary>
    Let,

    /// <summary>The row is seen, and this may not be done with it; or nothing of the kind may ever be done.</summary>
    Forbidden,

    /// <summary>The row is not there for this caller, or what it refers to.</summary>
    Absent,
}

/// <summary>A protocol, as the walk of the matrix goes through it.</summary>
internal abstract class Door(TestService service, string caller)
{
    protected TestService Service { get; } = service;

    protected (string, string) Caller { get; } = Market.As(caller);

    /// <summary>The ids of all rows that are seen; null: the list as a whole is refused.</summary>
    public abstract Task<string[]?> ListAsync(Resource resource);

    /// <summary>One row as it is shown; null: it is not there.</summary>
    public abstract Task<string[]?> FieldsAsync(MemoryRow row);

    public abstract Task<Verdict> CreateAsync(Resource resource, JsonObject body);

    public abstract Task<Verdict> UpdateAsync(MemoryRow row, JsonObject patch);

    public abstract Task<Verdict> DeleteAsync(MemoryRow row);

    public abstract Task<Verdict> ActAsync(MemoryRow row, ResourceAction action);

    /// <summary>What an action of the sample is given.</summary>
    protected static JsonObject InputOf(ResourceAction action) => [.. action.Input.Fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)"La Poste"))];

    /// <summary>What a code of an answer says about access.</summary>
    protected static Verdict Judge(string code) => code switch
    {
        "forbidden" or "unauthenticated" => Verdict.Forbidden,
        "not-found" or "missing-reference" => Verdict.Absent,
        "wrong-state" or "still-referenced" or "rule" => Verdict.Let,
        _ => throw new InvalidOperationException($"Nobody knows what '{code}' says about access."),
    };
}

/// <summary>REST.</summary>
internal sealed class RestDoor(TestService service, string caller) : Door(service, caller)
{
    public override async Task<string[]?> ListAsync(Resource resource)
    {
        var reply = await Service.GetAsync($"{resource.Path}?limit=100", Caller);
        return reply.Status is 401 or 403 ? null : [.. reply.Expect(200).Data.Select(row => row.GetProperty("id").GetString()!)];
    }

    public override async Task<string[]?> FieldsAsync(MemoryRow row)
    {
        var reply = await Service.GetAsync(PathOf(row), Caller);
        return reply.Status is 401 or 403 or 404 ? null : [.. reply.Expect(200).Json.EnumerateObject().Select(field => field.Name)];
    }

    public override async Task<Verdict> CreateAsync(Resource resource, JsonObject body) => Judge(await Service.PostAsync(resource.Path, body.ToJsonString(), Caller));

    public override async Task<Verdict> UpdateAsync(MemoryRow row, JsonObject patch) => Judge(await Service.PatchAsync(PathOf(row), patch.ToJsonString(), Caller));

    public override async Task<Verdict> DeleteAsync(MemoryRow row) => Judge(await Service.DeleteAsync(PathOf(row), Caller));

    public override async Task<Verdict> ActAsync(MemoryRow row, ResourceAction action) => Judge(await Service.PostAsync($"{PathOf(row)}/{action.Name}", InputOf(action).ToJsonString(), Caller));

    private static Verdict Judge(Reply reply) => reply.Status is 200 or 201 or 204 ? Verdict.Let : Judge(reply.Code);

    private static string PathOf(MemoryRow row) => row.Resource.Owner is { } owner
        ? $"{owner.Source.Path}/{row[owner.TargetFields[0].Name]}/{owner.Name}/{row.Id}"
        : $"{row.Resource.Path}/{row.Id}";
}

/// <summary>GraphQL.</summary>
internal sealed class GraphQlDoor(TestService service, string caller) : Door(service, caller)
{
    public override async Task<string[]?> ListAsync(Resource resource)
    {
        var data = await AskAsync($"{{ {resource.Plural}(first: 100) {{ nodes {{ id }} }} }}");
        return data is not { ValueKind: JsonValueKind.Object } list ? null : [.. list.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("id").GetString()!)];
    }

    public override async Task<string[]?> FieldsAsync(MemoryRow row)
    {
        var fields = row.Resource.Fields.Where(field => field.Role != FieldRole.Tenant).ToArray();
        string[] seen = [.. fields.Where(field => field.Access is null).Select(field => field.Name)];
        if (await AskAsync($"{{ {row.Resource.Name}(id: \"{row.Id}\") {{ {string.Join(' ', seen)} }} }}") is not { ValueKind: JsonValueKind.Object }) return null;
        foreach (var field in fields.Where(field => field.Access is not null))
        {
            if (await AskAsync($"{{ {row.Resource.Name}(id: \"{row.Id}\") {{ {field.Name} }} }}") is { ValueKind: JsonValueKind.Object }) seen = [.. seen, field.Name];
        }
        return seen;
    }

    public override Task<Verdict> CreateAsync(Resource resource, JsonObject body) => MutateAsync($"create{Pascal(resource.Name)}(input: {Literal(body)})");

    public override Task<Verdict> UpdateAsync(MemoryRow row, JsonObject patch) => MutateAsync($"update{Pascal(row.Resource.Name)}({Key(row)}, patch: {Literal(patch)})");

    public override Task<Verdict> DeleteAsync(MemoryRow row) => MutateAsync($"delete{Pascal(row.Resource.Name)}({Key(row)})");

    public override Task<Verdict> ActAsync(MemoryRow row, ResourceAction action) =>
        MutateAsync($"{action.Name}{Pascal(row.Resource.Name)}(id: \"{row.Id}\"{(action.Input.Fields.Count == 0 ? "" : $", input: {Literal(InputOf(action))}")})");

    private static string Key(MemoryRow row) => row.Resource.Owner is { } owner ? $"{owner.TargetFields[0].Name}: \"{row[owner.TargetFields[0].Name]}\", id: \"{row.Id}\"" : $"id: \"{row.Id}\"";

    private async Task<Verdict> MutateAsync(string mutation)
    {
        var reply = await SendAsync($"mutation {{ {mutation} {{ __typename }} }}");
        return !reply.Json.TryGetProperty("errors", out var errors) ? Verdict.Let : Judge(CodeOf(errors));
    }

    /// <summary>The one root field; null: it was refused.</summary>
    private async Task<JsonElement?> AskAsync(string document)
    {
        var reply = await SendAsync(document);
        if (reply.Json.TryGetProperty("errors", out var errors))
        {
            Assert.True(CodeOf(errors) is "forbidden" or "unauthenticated" or "not-found", reply.Body);
            return null;
        }
        return reply.Json.GetProperty("data").EnumerateObject().Single().Value;
    }

    private Task<Reply> SendAsync(string document) => Service.SendAsync("POST", "/graphql", Body.Json(new JsonObject { ["query"] = document }.ToJsonString()), ("Accept", "application/graphql-response+json"), Caller);

    private static string CodeOf(JsonElement errors) => errors[0].GetProperty("extensions").TryGetProperty("code", out var code) ? code.GetString()! : throw new InvalidOperationException(errors.ToString());

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    // Of a name and a value GraphQL wants the name without quotes, and enums too.
    private static string Literal(JsonObject value) =>
        $"{{ {string.Join(", ", value.Select(member => $"{member.Key}: {(member.Key == "tier" ? member.Value!.ToString().ToUpperInvariant() : member.Value is JsonArray ? "[]" : member.Value?.ToJsonString() ?? "null")}"))} }}";
}
