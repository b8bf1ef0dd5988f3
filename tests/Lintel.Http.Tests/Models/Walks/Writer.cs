using System.Globalization;
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
        {"method":"GET","path":"/v1/tags?limit=100"},{"method":"GET","path":"/v1/products?deleted=include&limit=100"},{"method":"GET","path":"/v1/orders?deleted=include&include=lines.parts&limit=100"}]}
        """;

    /// <summary>Does a random write, alone or with others; gives what there is then.</summary>
    public Task<World> WriteAsync() => chances.Next(12) switch
    {
        0 or 1 => UnitAsync(),
        2 or 3 => MutateAsync(),
        4 => ImportAsync(),
        5 => ImportWhatIsSoundAsync(),
        6 or 7 => ChangeFoundAsync(),
        _ => RestAsync(),
    };

    private WriteMaker Maker => new(sight, chances);

    private Judgement Judge(Write write) => Judgement.Of(sight.World, sight.Policies, sight.Caller, write);

    private (T Made, Judgement Judgement) Choose<T>(string how, Func<T> make, Func<T, Judgement> judge, int percentDone = 40) => new Choice(chances, tally).Of(percentDone,
        () => make() is var made ? (Made: made, Judgement: judge(made)) : default,
        one => [.. one.Judgement.Reasons.Select(reason => $"{reason}")],
        one => $"{how}{(one.Made is Write write ? " " + write.Deed : "")}");

    private async Task<World> RestAsync()
    {
        var (write, judgement) = Choose("REST", () => chances.Hit(15) ? Maker.ByUnique() : chances.Hit(20) ? Maker.Wanting(Maker.Next(), isGraphQl: false) : Maker.Next(), Judge);
        var tag = write.Based is Based.OnCurrent or Based.OnOther ? await TagAsync(write) : null;
        var (isRehearsed, isMinimal) = (chances.Hit(10), chances.Hit(10));
        var wishes = isRehearsed ? "tx=rollback" : isMinimal ? "return=minimal" : null;
        var reply = await SendAsync(write, tag, wishes);
        var told = $"{write} {wishes}: {reply.Status} {reply.Body}";
        var isDone = IsDone(judgement, reply.Status, told);
        if (isDone && write.By is not null) tally.Add("rows told by what is unique");
        if (isDone && reply.Status is 200 or 201 && reply.Body.Length > 0) CheckAnswer(judgement, JsonNode.Parse(reply.Body)!.AsObject(), write);
        if (reply.Status == 409 && judgement.Kind == nameof(Reason.State)) Assert.Equal(sight.Offered(sight.World.Find(write.Resource, write.Key!.Value)!), reply.Json.GetProperty("allowed").EnumerateArray().Select(name => name.GetString()!));
        var after = isDone && !isRehearsed ? judgement.After : sight.World;
        await CheckAsync(after, told);
        if (judgement is { Elsewhere: { } elsewhere, Kind: not null })
        {
            Assert.Equal(Market.Told(await SendAsync(elsewhere, tag, wishes), $"{write}"), Market.Told(reply, $"{write}"));
            tally.Add("writes to what is not there");
        }
        return after;
    }

    // The tag that the row has for the caller; where they do not see it, for somebody who does.
    private async Task<string> TagAsync(Write write)
    {
        if (write.Based == Based.OnOther) return "\"other\"";
        if (chances.Hit(20)) return "*";
        var row = write.Deed == Deed.Create ? new Write(Deed.Delete, write.Above[^1].Resource, [.. write.Above.SkipLast(1)], write.Above[^1].Key, null) : new Write(Deed.Delete, write.Resource, write.Above, write.Key, null);
        var target = row.Target + (row.Resource.DeletedAt is null ? "" : "?deleted=include");
        foreach (var who in (string[])[caller, "operator"])
        {
            if ((await service.GetAsync(target, Market.As(who))) is { Status: 200 } reply) return reply["ETag"]!;
        }
        return "\"none\"";
    }

    private async Task<World> MutateAsync()
    {
        var (write, judgement) = Choose("GraphQL", () => Mutation(sight), Judge);
        var reply = (await Market.AskAsync(service, $"mutation {{ it: {write.Mutation} }}", caller)).Expect(200);
        var told = $"{write.Mutation}: {reply.Body}";
        var isDone = IsDone(judgement, StatusOf(reply), told);
        if (isDone) tally.Add("mutations done");
        if (isDone && write.Wanted is { } wanted) Same(wanted.GraphQl(judgement.Then, judgement.Row!), reply.Json.GetProperty("data").GetProperty("it").GetProperty(write.Resource.Name), told);
        await CheckAsync(isDone ? judgement.After : sight.World, told);
        return isDone ? judgement.After : sight.World;
    }

    private Write Mutation(Sight seen)
    {
        var maker = new WriteMaker(seen, chances);
        Write write;
        do write = chances.Hit(15) ? maker.ByUnique() : maker.Next() with { Based = Based.OnAnything };
        while (write.Mutation is null);
        return chances.Hit(30) ? maker.Wanting(write, isGraphQl: true) : write;
    }

    private static int StatusOf(Reply reply) => (int?)JsonNode.Parse(reply.Body)!["errors"]?[0]?["extensions"]?["status"] ?? 200;

    // All of several writes, or none: as a unit, as fields of one mutation, or as new rows of one resource.
    private async Task<World> UnitAsync()
    {
        var how = chances.Of(["unit", "unit", "@transaction", "create"]);
        var resource = chances.Of(sight.World.Model.Resources);
        var writes = new List<Write>();
        var judgements = new List<Judgement>();
        var world = sight.World;
        for (var i = 2 + chances.Next(2); i > 0; i--)
        {
            var seen = new Sight(world, sight.Policies, sight.Caller, isOfAll: false);
            var (write, judgement) = Choose(how, Make, one => Judgement.Of(world, sight.Policies, sight.Caller, one), percentDone: 75);
            writes.Add(write);
            judgements.Add(judgement);
            if (judgement.Refusals.Count > 0) break;
            world = judgement.After;

            Write Make()
            {
                if (how == "unit") return new WriteMaker(seen, chances).Next() with { Based = Based.OnAnything };
                if (how == "@transaction") return Mutation(seen) with { Wanted = null };
                var given = new WriteMaker(seen, chances).Create(resource);
                return writes.Count == 0 ? given : given with { Above = writes[0].Above };
            }
        }
        var reply = how switch
        {
            "unit" => await service.PostAsync("/v1:batch", Unit(writes).ToJsonString(), Market.As(caller)),
            "create" => await Market.AskAsync(service, $"mutation {{ it: {Write.MutationOfAll(writes)} }}", caller),
            _ => await Market.AskAsync(service, $"mutation @transaction {{ {string.Join(' ', writes.Select((write, i) => string.Create(CultureInfo.InvariantCulture, $"w{i}: {write.Mutation}")))} }}", caller),
        };
        var told = $"{how} of {string.Join(" and ", writes)}: {reply.Status} {reply.Body}";
        var status = how == "unit" ? reply.Status : StatusOf(reply);
        var refused = judgements[^1].Refusals;
        var isDone = status == 200;
        Assert.True(isDone ? refused.Count == 0 : refused.Contains(status), $"{Expected(refused)} was expected of {told}");
        tally.Add(isDone ? "units done" : "units refused");
        for (var i = 0; isDone && how == "unit" && i < writes.Count; i++)
        {
            if (JsonNode.Parse(reply.Body)!["results"]![i]!["body"] is JsonObject answer) CheckAnswer(judgements[i], answer, writes[i]);
        }
        await CheckAsync(isDone ? world : sight.World, told);
        return isDone ? world : sight.World;
    }

    private static JsonObject Unit(IEnumerable<Write> writes) => new()
    {
        ["operations"] = new JsonArray([.. writes.Select(write =>
        {
            var operation = new JsonObject { ["method"] = write.Method, ["path"] = "/v1/" + write.Target };
            if (write.Body is { } body) operation["body"] = body;
            return operation;
        })]),
    };

    // All rows or none, in lines or cells.
    private async Task<World> ImportAsync()
    {
        var isOfCells = chances.Hit(50);
        var (writes, judgement) = Choose(isOfCells ? "cells" : "lines", () => Maker.Import(isOfCells), one => Judgement.OfImport(sight.World, sight.Policies, sight.Caller, one));
        var (reply, told) = await ImportAsync(writes, isOfCells, "");
        var isDone = IsDone(judgement, reply.Status, told);
        if (isDone) tally.Add("imports done");
        await CheckAsync(isDone ? judgement.After : sight.World, told);
        return isDone ? judgement.After : sight.World;
    }

    // The rows that nothing is wrong with.
    private async Task<World> ImportWhatIsSoundAsync()
    {
        var isOfCells = chances.Hit(50);
        IReadOnlyList<Write> writes;
        Sifting? sifting;
        do
        {
            writes = Maker.Import(isOfCells);
            sifting = Sifting.Of(sight, writes);
        }
        while (sifting is null || (sifting.IsClosed && !chances.Hit(10)));
        var (reply, told) = await ImportAsync(writes, isOfCells, "?onError=skip");
        if (sifting.IsClosed)
        {
            Assert.True(reply.Status == sight.Refusal, told);
            await CheckAsync(sight.World, told);
            return sight.World;
        }
        var answer = JsonNode.Parse(reply.Expect(200).Body)!;
        Same(new JsonArray(writes.Count - sifting.Skipped.Count, sifting.Skipped.Count), new JsonArray(answer["created"]!.DeepClone(), answer["skipped"]!.DeepClone()), told);
        Assert.True(sifting.Skipped.SetEquals(answer["errors"]!.AsArray().Select(error => int.Parse(((string)error!["pointer"]!).Split('/')[1], CultureInfo.InvariantCulture))), $"{string.Join(' ', sifting.Skipped)} were to be skipped of {told}");
        tally.Add("rows skipped", sifting.Skipped.Count);
        tally.Add("rows beside them", sifting.Skipped.Count > 0 ? writes.Count - sifting.Skipped.Count : 0);
        await CheckAsync(sifting.After, told);
        return sifting.After;
    }

    private async Task<(Reply Reply, string Told)> ImportAsync(IReadOnlyList<Write> writes, bool isOfCells, string query)
    {
        var lines = isOfCells ? writes.Select(write => write.Row!.Cells()).Prepend(string.Join(',', writes[0].Row!.Values.Keys)) : writes.Select(write => write.Row!.Json().ToJsonString());
        var text = string.Concat(lines.Select(line => line + "\n"));
        var reply = await service.SendAsync("POST", writes[0].Target + query, Body.Of(text, isOfCells ? "text/csv" : "application/x-ndjson"), Market.As(caller));
        return (reply, $"import of {writes[0].Target}{query}: {text}{reply.Status} {reply.Body}");
    }

    private async Task<World> ChangeFoundAsync()
    {
        var isGraphQl = chances.Hit(40);
        var ((write, filter, deleted), judgement) = Choose(isGraphQl ? "found by GraphQL" : "found", () =>
        {
            var found = Maker.OfFound();
            return isGraphQl && found.Deleted != Deleted.Exclude ? found with { Deleted = Deleted.Exclude } : found;
        }, one => Judgement.OfFound(sight.World, sight.Policies, sight.Caller, one.Write, one.Filter, one.Deleted));
        Reply reply;
        string told;
        int? affected;
        if (isGraphQl)
        {
            var mutation = write.MutationOfFound(filter);
            reply = (await Market.AskAsync(service, $"mutation {{ it: {mutation} }}", caller)).Expect(200);
            told = $"{mutation}: {reply.Body}";
            affected = (int?)JsonNode.Parse(reply.Body)!["data"]?["it"]?["affected"];
        }
        else
        {
            var condition = chances.Hit(50) && filter.Parameter is { } parameter ? parameter : "filter=" + Uri.EscapeDataString(filter.ToString());
            var target = $"{write.Target}{(write.Target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{condition}{deleted switch { Deleted.Exclude => "", Deleted.Include => "&deleted=include", Deleted.Only => "&deleted=only" }}";
            reply = await service.SendAsync(write.Method, target, write.Body is { } body ? Body.Of(body.ToJsonString(), "application/merge-patch+json") : null, Market.As(caller));
            told = $"{write.Method} {target} {write.Body?.ToJsonString()}: {reply.Status} {reply.Body}";
            affected = (int?)JsonNode.Parse(reply.Body)!["affected"];
        }
        var isDone = IsDone(judgement, isGraphQl ? StatusOf(reply) : reply.Status, told);
        if (isDone)
        {
            Assert.True(affected == judgement.Found, $"{judgement.Found} rows were expected of {told}");
            tally.Add("found rows written", judgement.Found);
        }
        await CheckAsync(isDone ? judgement.After : sight.World, told);
        return isDone ? judgement.After : sight.World;
    }

    private async Task<Reply> SendAsync(Write write, string? tag, string? wishes)
    {
        var headers = new List<(string, string)> { Market.As(caller) };
        if (tag is not null) headers.Add(("If-Match", tag));
        if (write.Based == Based.OnNothing) headers.Add(("If-None-Match", "*"));
        if (wishes is not null) headers.Add(("Prefer", wishes));
        return await service.SendAsync(write.Method, write.Target, write.Body is { } body ? Body.Of(body.ToJsonString(), write.Deed == Deed.Update ? "application/merge-patch+json" : "application/json") : null, [.. headers]);
    }

    private bool IsDone(Judgement judgement, int status, string told)
    {
        var isDone = status is >= 200 and < 300;
        Assert.True(isDone ? judgement.Refusals.Count == 0 : judgement.Refusals.Contains(status), $"{Expected(judgement.Refusals)} was expected ({string.Join(", ", judgement.Reasons)}) of {told}");
        tally.Add(isDone ? "writes done" : "writes refused");
        return isDone;
    }

    private static string Expected(SortedSet<int> refusals) => refusals.Count == 0 ? "success" : string.Join(" or ", refusals);

    // What a write answers is the row as a read shows it, and what else was wanted; of one that is given whole also what it owns.
    private static void CheckAnswer(Judgement judgement, JsonObject answer, Write write)
    {
        var wanted = write.Wanted ?? new Wanted(write.Resource, null, []);
        Same((write.Deed is Deed.Create or Deed.Put ? wanted.WithOwned() : wanted).Rest(judgement.Then, judgement.Row!), answer, $"{write}");
    }

    private static void Same(JsonNode? expected, JsonNode? answer, string told) => Assert.True(JsonNode.DeepEquals(expected, answer), $"{told}\nexpected {expected?.ToJsonString() ?? "null"}\nanswered {answer?.ToJsonString() ?? "null"}");

    private static void Same(JsonNode? expected, JsonElement answer, string told) => Same(expected, JsonNode.Parse(answer.GetRawText()), told);

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
