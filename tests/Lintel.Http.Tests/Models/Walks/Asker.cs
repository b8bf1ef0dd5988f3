using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lintel.Http.Tests.Access;
using Lintel.Http.Tests.Models.Documents;
using Lintel.Model;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>Asks questions in each of the ways that there are, and holds the answers against the model's.</summary>
internal sealed class Asker(TestService service, Sight sight, string caller, Chances chances, Tally tally)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Asks a random question.</summary>
    public async Task AskAsync()
    {
        if (chances.Hit(20))
        {
            await AddUpAsync();
            return;
        }
        var isGraphQl = chances.Hit(40);
        var question = new Choice(chances, tally).Of(60, () => Question.Of(sight.World, chances, isGraphQl), one => one.Closed(sight, isGraphQl), _ => isGraphQl ? "GraphQL read" : "read");
        if (isGraphQl && question.CanBeOfGraphQl) await GraphQlAsync(question);
        else if (question is { Key: null, Limit: null } && chances.Hit(30)) await WholeAsync(chances.Hit(70) ? question with { Wanted = question.Wanted with { Relations = [], HasActions = false } } : question);
        else await RestAsync(question, isInUnit: chances.Hit(15));
    }

    private async Task RestAsync(Question question, bool isInUnit)
    {
        var rows = question.Answer(sight);
        var data = new JsonArray();
        // An estimate may be any number; that it is none of hidden rows is shown where plans are.
        var count = question.Key is not null ? null : chances.Hit(10) ? "count=estimated" : "count=exact";
        for (string? after = null; ;)
        {
            var target = TargetOf(question, count, after is null ? null : "after=" + after);
            var reply = isInUnit
                ? await service.PostAsync("/v1:batch", JsonSerializer.Serialize(new { operations = new[] { new { method = "GET", path = "/v1/" + target } } }), Market.As(caller))
                : await service.GetAsync(target, Market.As(caller));
            var place = isInUnit ? $"unit of {target}" : target;
            // Rows far above are looked for before it is asked what may be seen below: of none that they do not see they learn anything.
            if (rows is null && question.Above.Count > 1 && reply.Status == 404) return;
            if (IsRefused(question.Closed(sight, isGraphQl: false), rows is null || (question.Key is not null && rows.Count == 0), reply, place)) return;
            var answer = JsonNode.Parse(reply.Body)!;
            if (isInUnit) answer = answer["results"]![0]!["body"]!;
            if (question.Key is not null)
            {
                Same(question.Wanted.Rest(sight, rows![0]), answer, place);
                CountHidden(question, rows);
                if (!isInUnit && chances.Hit(50)) await AskAgainAsync(question, target, reply["ETag"]!);
                return;
            }
            if (count == "count=estimated") Assert.True(answer["page"]!["total"]!.GetValue<long>() >= 0, place);
            else Same(JsonValue.Create(rows!.Count), answer["page"]!["total"], place + " total");
            foreach (var row in answer["data"]!.AsArray()) data.Add(row!.DeepClone());
            after = (string?)answer["page"]!["next"];
            if (after is not null && data.Count <= rows!.Count) continue;
            Assert.Null(after);
            Same(new JsonArray([.. rows!.Select(row => question.Wanted.Rest(sight, row))]), data, place);
            CountHidden(question, rows!);
            if (!isInUnit && chances.Hit(40)) await TurnBackAsync(question, (string?)answer["page"]!["prev"], rows!.SkipLast(answer["data"]!.AsArray().Count));
            return;
        }
    }

    private static string TargetOf(Question question, params string?[] more)
    {
        var query = question.Query.Concat(more.OfType<string>()).ToList();
        if (question.Limit is { } limit) query.Add(string.Create(CultureInfo.InvariantCulture, $"limit={limit}"));
        return question.Path + (query.Count == 0 ? "" : "?" + string.Join('&', query));
    }

    // The pages before the last, from there back to the first.
    private async Task TurnBackAsync(Question question, string? before, IEnumerable<Row> rows)
    {
        var left = new JsonArray([.. rows.Select(row => question.Wanted.Rest(sight, row))]);
        while (before is not null && left.Count > 0)
        {
            var target = TargetOf(question, "before=" + before);
            var answer = (await service.GetAsync(target, Market.As(caller))).Expect(200);
            var page = JsonNode.Parse(answer.Body)!;
            var data = page["data"]!.AsArray();
            Same(new JsonArray([.. left.TakeLast(data.Count).Select(row => row!.DeepClone())]), data, target);
            for (var i = data.Count; i > 0; i--) left.RemoveAt(left.Count - 1);
            before = (string?)page["page"]!["prev"];
            tally.Add("pages before");
        }
        Assert.True(before is null && left.Count == 0, $"{question.Path} back from {before}: {left.Count} rows are left.");
    }

    // What has not changed is not sent again; but of the tag that somebody was given no other caller learns anything.
    private async Task AskAgainAsync(Question question, string target, string tag)
    {
        Assert.Equal(304, (await service.GetAsync(target, Market.As(caller), ("If-None-Match", tag))).Status);
        var name = chances.Of([.. WalkContract.Callers.Keys]);
        var other = new Sight(sight.World, sight.Policies, WalkContract.Callers[name], isOfAll: false);
        var reply = await service.GetAsync(target, Market.As(name), ("If-None-Match", tag));
        var place = $"{target} of '{name}' with the tag of '{caller}'";
        tally.Add("tags told to others");
        if (!question.IsAllowed(other, isGraphQl: false)) Assert.True(reply.Status == other.Refusal, $"{place}: {reply.Status}");
        else if (question.Answer(other) is not [var row]) Assert.True(reply.Status == 404, $"{place}: {reply.Status}");
        else if (reply.Status != 304) Same(question.Wanted.Rest(other, row), JsonNode.Parse(reply.Expect(200).Body), place);
        else Same(question.Wanted.Rest(sight, question.Answer(sight)![0]), question.Wanted.Rest(other, row), place + " has not changed");
    }

    private async Task WholeAsync(Question question)
    {
        var rows = question.Answer(sight);
        var target = $"{question.Path}?{string.Join('&', question.Query)}";
        var cells = question.Wanted is { Relations: [], HasActions: false, Fields: { } fields } && chances.Hit(80) ? fields : null;
        var reply = await service.GetAsync(target, Market.As(caller), ("Accept", cells is null ? "application/x-ndjson" : "text/csv"));
        if (rows is null && question.Above.Count > 1 && reply.Status == 404) return;
        if (IsRefused(question.Closed(sight, isGraphQl: false), rows is null, reply, target)) return;
        tally.Add("whole lists");
        if (cells is not null)
        {
            var lines = rows!.Select(row => string.Join(',', cells.Select(field => Convert.ToString(sight.Value(row, field), CultureInfo.InvariantCulture)))).Prepend(string.Join(',', cells.Select(field => field.Name)));
            Assert.True(reply.Body.ReplaceLineEndings("\n") == string.Concat(lines.Select(line => line + "\n")), $"{target}\nexpected {string.Join('\n', lines)}\nanswered {reply.Body}");
            tally.Add("whole lists of cells");
            return;
        }
        Same(new JsonArray([.. rows!.Select(row => question.Wanted.Rest(sight, row))]), new JsonArray([.. reply.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line))]), target);
    }

    private async Task GraphQlAsync(Question question)
    {
        var rows = question.Answer(sight);
        var nodes = new JsonArray();
        var isNode = question is { Key: not null, Above: [] } && chances.Hit(40);
        if (!isNode && question is { Key: { } key, Above: [] } && UniqueOf(question.Resource) is { } by && sight.World.Find(question.Resource, key)?.Values[by.Name] is not null && chances.Hit(50)) question = question with { By = by };
        var isBackward = chances.Hit(30);
        for (string? cursor = null; ;)
        {
            var document = isNode ? NodeOf(question) : DocumentOf(question, isBackward, cursor);
            var reply = (await Market.AskAsync(service, document, caller)).Expect(200);
            var answer = JsonNode.Parse(reply.Body)!;
            if (!question.IsAllowed(sight, isGraphQl: true))
            {
                var code = sight.Refusal == 401 ? "unauthenticated" : "forbidden";
                Assert.True((string?)answer["errors"]?[0]?["extensions"]?["code"] == code && answer["data"]?["it"] is null, $"{document}: {code} was expected, and came {reply.Body}");
                tally.Add("reads refused");
                return;
            }
            Assert.True(answer["errors"] is null, $"{document}: {reply.Body}");
            var it = answer["data"]!["it"];
            if (rows is null || (question.Key is not null && rows.Count == 0))
            {
                Same(null, it, document);
                tally.Add("rows not there");
                return;
            }
            tally.Add("GraphQL answers");
            if (isNode) tally.Add("nodes");
            if (question.Key is not null)
            {
                Same(question.Wanted.GraphQl(sight, rows[0]), it, document);
                CountHidden(question, rows);
                return;
            }
            var list = question.Above.Count > 0 ? it!["list"]! : it!;
            Same(JsonValue.Create(rows.Count), list["totalCount"], document + " total");
            foreach (var node in isBackward ? list["nodes"]!.AsArray().Reverse() : list["nodes"]!.AsArray()) nodes.Insert(isBackward ? 0 : nodes.Count, node!.DeepClone());
            var page = list["pageInfo"]!;
            cursor = (bool)page[isBackward ? "hasPreviousPage" : "hasNextPage"]! ? (string?)page[isBackward ? "startCursor" : "endCursor"] : null;
            if (cursor is not null && nodes.Count <= rows.Count) continue;
            Same(new JsonArray([.. rows.Select(row => question.Wanted.GraphQl(sight, row))]), nodes, document);
            CountHidden(question, rows);
            return;
        }
    }

    private async Task AddUpAsync()
    {
        var question = new Choice(chances, tally).Of(60, () => SumQuestion.Of(sight.World.Model, chances), one => one.Closed(sight), one => one.IsGraphQl ? "GraphQL sum" : "sum");
        var (closed, text) = (question.Closed(sight), question.IsGraphQl ? question.Document : question.Target);
        JsonNode? answer;
        if (question.IsGraphQl)
        {
            var reply = (await Market.AskAsync(service, text, caller)).Expect(200);
            answer = JsonNode.Parse(reply.Body)!;
            var code = (string?)answer["errors"]?[0]?["extensions"]?["code"];
            Assert.True(code == (closed.Count == 0 ? null : sight.Refusal == 401 ? "unauthenticated" : "forbidden"), $"{text}: {reply.Body}");
            if (closed.Count > 0)
            {
                tally.Add("reads refused");
                return;
            }
            answer = answer["data"]!["it"];
        }
        else
        {
            var reply = await service.GetAsync(text, Market.As(caller));
            if (IsRefused(closed, isAbsent: false, reply, text)) return;
            answer = JsonNode.Parse(reply.Body)!["data"];
        }
        Same(question.Answer(sight), answer, text);
        tally.Add("sums");
    }

    private static string NodeOf(Question question)
    {
        var id = Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{question.Resource.Name}:{question.Key}"))).TrimEnd('=');
        return $"{{ it: node(id: \"{id}\") {{ ... on {FilterGenerator.Pascal(question.Resource.Name)} {question.Wanted.Selection} }} }}";
    }

    private static Field? UniqueOf(Resource resource) => resource.Fields.FirstOrDefault(field => field.Name == (resource.Name switch { "account" => "code", "product" => "name", _ => "" }));

    private string DocumentOf(Question question, bool isBackward, string? cursor)
    {
        if (question is { By: { } by, Key: { } told }) return $"{{ it: {question.Resource.Name}By{FilterGenerator.Pascal(by.Name)}({by.Name}: \"{sight.World.Find(question.Resource, told)!.Values[by.Name]}\") {question.Wanted.Selection} }}";
        if (question.Key is { } key) return string.Create(CultureInfo.InvariantCulture, $"{{ it: {question.Resource.Name}(id: {key}) {question.Wanted.Selection} }}");
        var arguments = question.Arguments.Append(string.Create(CultureInfo.InvariantCulture, $"{(isBackward ? "last" : "first")}: {question.Limit ?? 20}"));
        if (cursor is not null) arguments = arguments.Append($"{(isBackward ? "before" : "after")}: \"{cursor}\"");
        var list = $"({string.Join(", ", arguments)}) {{ totalCount nodes {question.Wanted.Selection} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }}";
        return question.Above is [var (above, parent, down)]
            ? string.Create(CultureInfo.InvariantCulture, $"{{ it: {above.Name}(id: {parent}) {{ list: {down.Name}{list} }} }}")
            : $"{{ it: {question.Resource.Plural}{list} }}";
    }

    /// <summary>Whether a question is refused, or about what is not there, and the answer says so.</summary>
    private bool IsRefused(IReadOnlyCollection<string> closed, bool isAbsent, Reply reply, string place)
    {
        var status = closed.Count > 0 ? sight.Refusal : isAbsent ? 404 : 200;
        Assert.True(reply.Status == status, $"{place}: {status} was expected ({(closed.Count > 0 ? "closed: " + string.Join(", ", closed) : isAbsent ? "absent" : "open")}), and came {reply.Status} {reply.Body}");
        if (status != 200) tally.Add(closed.Count == 0 ? "rows not there" : "reads refused");
        return status != 200;
    }

    private void CountHidden(Question question, IReadOnlyList<Row> rows)
    {
        tally.Add("rows seen", rows.Count);
        tally.Add("rows hidden", Math.Max(0, (question.Answer(sight.All)?.Count ?? 0) - rows.Count));
        tally.Add("fields hidden", question.Wanted.Fields is null ? rows.Count * question.Resource.Fields.Count(field => !sight.MaySee(field)) : 0);
    }

    private static void Same(JsonNode? expected, JsonNode? answer, string place) =>
        Assert.True(JsonNode.DeepEquals(expected, answer), $"{place}\nexpected {expected?.ToJsonString(Json) ?? "null"}\nanswered {answer?.ToJsonString(Json) ?? "null"}");
}
