using System.Text.Json;
using System.Text.Json.Nodes;
using Lintel.Http.Tests.Access;
using Lintel.Http.Tests.Models.Documents;
using Lintel.Model;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>Writes in each of the ways that there are, and holds what came of it against what the model allows.</summary>
internal sealed class Writer(TestService service, Sight sight, string caller, Chances chances, Tally tally)
{
    private const string Everything = """
        {"operations":[{"method":"GET","path":"/v1/teams?limit=100"},{"method":"GET","path":"/v1/members?limit=100"},{"method":"GET","path":"/v1/accounts?include=tags&limit=100"},
        {"method":"GET","path":"/v1/tags?limit=100"},{"method":"GET","path":"/v1/products?deleted=include&limit=100"},{"method":"GET","path":"/v1/orders?include=lines.parts&limit=100"}]}
        """;

    /// <summary>Does a random write, alone or with others; gives what there is then.</summary>
    public async Task<World> WriteAsync()
    {
        var after = chances.Next(12) switch
        {
            0 or 1 => await UnitAsync(),
            2 or 3 or 4 => await MutateAsync(),
            5 => await ImportAsync(),
            6 => await ChangeFoundAsync(),
            7 => await RestAsync(ByUnique()),
            _ => await RestAsync(new WriteMaker(sight, chances).Next()),
        };
        return after;
    }

    private Write ByUnique()
    {
        var maker = new WriteMaker(sight, chances);
        var write = maker.ByUnique();
        for (var tries = 0; tries < 4 && Judgement.Of(sight.World, sight.Policies, sight.Caller, write).Refusals.Count > 0; tries++) write = maker.ByUnique();
        return write;
    }

    private async Task<World> RestAsync(Write write)
    {
        var judgement = Judgement.Of(sight.World, sight.Policies, sight.Caller, write);
        var reply = await SendAsync(write);
        var isDone = IsDone(judgement, reply.Status, $"{write}: {reply.Status} {reply.Body}");
        if (isDone && write.By is not null) tally.Add("rows told by what is unique");
        if (isDone && reply.Status is 200 or 201) CheckAnswer(judgement, JsonNode.Parse(reply.Body)!.AsObject(), write);
        await CheckAsync(isDone ? judgement.After : sight.World, $"{write}: {reply.Status} {reply.Body}");
        if (judgement.Elsewhere is { } elsewhere)
        {
            Assert.Equal(Market.Told(await SendAsync(elsewhere), $"{write}"), Market.Told(reply, $"{write}"));
            tally.Add("writes to what is not there");
        }
        return isDone ? judgement.After : sight.World;
    }

    // All rows or none, in lines.
    private async Task<World> ImportAsync()
    {
        var maker = new WriteMaker(sight, chances);
        var writes = maker.Import();
        for (var tries = 0; tries < 4 && Judge(writes).Refusals.Count > 0; tries++) writes = maker.Import();
        var judgement = Judge(writes);
        var lines = string.Concat(writes.Select(write => write.Row!.Json().ToJsonString() + "\n"));
        var reply = await service.SendAsync("POST", writes[0].Target, Body.Of(lines, "application/x-ndjson"), Market.As(caller));
        var isDone = IsDone(judgement, reply.Status, $"import of {writes[0].Resource.Name}: {lines}{reply.Status} {reply.Body}");
        if (isDone) tally.Add("imports done");
        await CheckAsync(isDone ? judgement.After : sight.World, $"import of {writes[0].Resource.Name}: {lines}{reply.Status} {reply.Body}");
        return isDone ? judgement.After : sight.World;

        Judgement Judge(IReadOnlyList<Write> each) => Judgement.OfImport(sight.World, sight.Policies, sight.Caller, each);
    }

    private async Task<World> ChangeFoundAsync()
    {
        var maker = new WriteMaker(sight, chances);
        var (write, filter) = maker.OfFound();
        var judgement = Judgement.OfFound(sight.World, sight.Policies, sight.Caller, write, filter);
        for (var tries = 0; tries < 4 && (judgement.Refusals.Count > 0 || judgement.Found == 0); tries++)
        {
            (write, filter) = maker.OfFound();
            judgement = Judgement.OfFound(sight.World, sight.Policies, sight.Caller, write, filter);
        }
        var target = $"{write.Target}?filter={Uri.EscapeDataString(filter.ToString())}";
        var reply = await service.SendAsync(write.Method, target, write.Body is { } body ? Body.Of(body.ToJsonString(), "application/merge-patch+json") : null, Market.As(caller));
        var told = $"{write.Method} {target} {write.Body?.ToJsonString()}: {reply.Status} {reply.Body}";
        var isDone = IsDone(judgement, reply.Status, told);
        if (isDone)
        {
            Assert.True(JsonNode.Parse(reply.Body)!["affected"]!.GetValue<int>() == judgement.Found, $"{judgement.Found} rows were expected of {told}");
            tally.Add("found rows written", judgement.Found);
        }
        await CheckAsync(isDone ? judgement.After : sight.World, told);
        return isDone ? judgement.After : sight.World;
    }

    private async Task<World> MutateAsync()
    {
        Write write;
        string? mutation;
        do
        {
            write = new WriteMaker(sight, chances).Next();
            mutation = write.Mutation;
        }
        while (mutation is null);
        var judgement = Judgement.Of(sight.World, sight.Policies, sight.Caller, write);
        var reply = (await Market.AskAsync(service, $"mutation {{ it: {mutation} }}", caller)).Expect(200);
        var status = (int?)JsonNode.Parse(reply.Body)!["errors"]?[0]?["extensions"]?["status"] ?? 200;
        var isDone = IsDone(judgement, status, $"{mutation}: {reply.Body}");
        if (isDone) tally.Add("mutations done");
        await CheckAsync(isDone ? judgement.After : sight.World, $"{mutation}: {reply.Body}");
        return isDone ? judgement.After : sight.World;
    }

    // All of several writes, or none.
    private async Task<World> UnitAsync()
    {
        var writes = new List<Write>();
        var judgements = new List<Judgement>();
        var world = sight.World;
        for (var i = 2 + chances.Next(2); i > 0; i--)
        {
            var seen = new Sight(world, sight.Policies, sight.Caller, isOfAll: false);
            var write = new WriteMaker(seen, chances).Next();
            // Most units are to be done.
            for (var tries = 0; tries < 3 && Judgement.Of(world, sight.Policies, sight.Caller, write).Refusals.Count > 0; tries++) write = new WriteMaker(seen, chances).Next();
            writes.Add(write);
            judgements.Add(Judgement.Of(world, sight.Policies, sight.Caller, write));
            if (judgements[^1].Refusals.Count > 0) break;
            world = judgements[^1].After;
        }
        var operations = new JsonArray([.. writes.Select(write =>
        {
            var operation = new JsonObject { ["method"] = write.Method, ["path"] = "/v1/" + write.Target };
            if (write.Body is { } body) operation["body"] = body;
            return operation;
        })]);
        var reply = await service.PostAsync("/v1:batch", new JsonObject { ["operations"] = operations }.ToJsonString(), Market.As(caller));
        var told = $"unit of {string.Join(" and ", writes)}: {reply.Status} {reply.Body}";
        var refused = judgements[^1].Refusals;
        var isDone = reply.Status == 200;
        Assert.True(isDone ? refused.Count == 0 : refused.Contains(reply.Status) || judgements.Exists(one => one.Doubts.Contains(reply.Status)), $"{Expected(refused)} was expected of {told}");
        tally.Add(isDone ? "units done" : "units refused");
        await CheckAsync(isDone ? world : sight.World, told);
        return isDone ? world : sight.World;
    }

    private async Task<Reply> SendAsync(Write write) => await service.SendAsync(write.Method, write.Target,
        write.Body is { } body ? Body.Of(body.ToJsonString(), write.Deed == Deed.Update ? "application/merge-patch+json" : "application/json") : null, Market.As(caller));

    private bool IsDone(Judgement judgement, int status, string told)
    {
        var isDone = status is >= 200 and < 300;
        var isRight = isDone ? judgement.Refusals.Count == 0 : judgement.Refusals.Contains(status) || judgement.Doubts.Contains(status);
        Assert.True(isRight, $"{Expected(judgement.Refusals)} was expected of {told}");
        tally.Add(isDone ? "writes done" : "writes refused");
        return isDone;
    }

    private static string Expected(SortedSet<int> refusals) => refusals.Count == 0 ? "success" : string.Join(" or ", refusals);

    // What a write answers shows no more than a read does.
    private void CheckAnswer(Judgement judgement, JsonObject answer, Write write)
    {
        var seen = new Sight(judgement.After, sight.Policies, sight.Caller, isOfAll: false);
        Check(judgement.Row!, answer);

        void Check(Row row, JsonObject shown)
        {
            foreach (var field in row.Resource.Fields.Where(seen.MaySee)) Assert.True(JsonNode.DeepEquals(Wanted.JsonOf(seen.Value(row, field)), shown[field.Name]), $"{write}: {field.Name} is {Wanted.JsonOf(seen.Value(row, field))} and not as in {answer}");
            foreach (var (name, value) in shown)
            {
                if (row.Resource.FindField(name) is { } field) Assert.True(seen.MaySee(field), $"{write}: {name} is shown in {answer}");
                else if (row.Resource.FindRelation(name) is { Kind: RelationKind.Children } down)
                {
                    var children = seen.Many(row, down);
                    Assert.True(children.Count == value!.AsArray().Count, $"{write}: {name} in {answer}");
                    for (var i = 0; i < children.Count; i++) Check(children[i], value[i]!.AsObject());
                }
                else Assert.Fail($"{write}: {name} is shown in {answer}");
            }
        }
    }

    private async Task CheckAsync(World expected, string told)
    {
        var results = (await service.PostAsync("/v1:batch", Everything, Market.As("operator"))).Expect(200).Json.GetProperty("results");
        var there = new World(expected.Model);
        for (var i = 0; i < results.GetArrayLength(); i++)
        {
            var resource = expected.Resource(((string[])["team", "member", "account", "tag", "product", "order"])[i]);
            foreach (var row in results[i].GetProperty("body").GetProperty("data").EnumerateArray()) Read(there, resource, row);
        }
        var (left, right) = (expected.Dump().Split('\n'), there.Dump().Split('\n'));
        var difference = left.Except(right).Select(line => "- " + line).Concat(right.Except(left).Select(line => "+ " + line)).ToArray();
        Assert.True(difference.Length == 0, $"There is not what was expected after {told}\n{string.Join('\n', difference)}");
    }

    private static void Read(World world, Resource resource, JsonElement shown)
    {
        var row = world.Add(resource, shown.GetProperty("id").GetInt64());
        foreach (var field in resource.Fields.Where(field => field.IsStored))
            row.Values[field.Name] = shown.GetProperty(field.Name) is var value && value.ValueKind == JsonValueKind.Null ? null : value.ValueKind == JsonValueKind.Number ? value.GetInt64() : value.GetString();
        foreach (var relation in resource.Relations)
        {
            if (relation.Kind == RelationKind.Children)
                foreach (var child in shown.GetProperty(relation.Name).EnumerateArray()) Read(world, relation.Target, child);
            else if (relation.KeysName is not null)
                foreach (var tag in shown.GetProperty(relation.Name).GetProperty("data").EnumerateArray()) world.Links.Add(((long)row.Key, tag.GetProperty("id").GetInt64()));
        }
    }
}
