using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lintel.Http.Tests.Access;
using Lintel.Http.Tests.Models.Documents;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>Asks questions in each of the ways that there are, and holds the answers against the model's.</summary>
internal sealed class Asker(TestService service, Sight sight, string caller, Chances chances, Tally tally)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Asks a random question.</summary>
    public async Task AskAsync()
    {
        var isGraphQl = chances.Hit(40);
        var question = Question.Of(sight.World, chances, isGraphQl);
        if (isGraphQl && question.Above.Count < (question.Key is null ? 2 : 1)) await GraphQlAsync(question);
        else if (question is { Key: null, Limit: null } && chances.Hit(20)) await WholeAsync(question);
        else await RestAsync(question, isInUnit: chances.Hit(15));
    }

    private async Task RestAsync(Question question, bool isInUnit)
    {
        var rows = question.Answer(sight);
        var data = new JsonArray();
        for (string? after = null; ;)
        {
            var query = question.Query.ToList();
            if (question.Key is null) query.Add("count=exact");
            if (question.Key is null && question.Limit is { } limit) query.Add(string.Create(CultureInfo.InvariantCulture, $"limit={limit}"));
            if (after is not null) query.Add("after=" + after);
            var target = question.Path + (query.Count == 0 ? "" : "?" + string.Join('&', query));
            var reply = isInUnit
                ? await service.PostAsync("/v1:batch", JsonSerializer.Serialize(new { operations = new[] { new { method = "GET", path = "/v1/" + target } } }), Market.As(caller))
                : await service.GetAsync(target, Market.As(caller));
            var place = isInUnit ? $"unit of {target}" : target;
            if (IsRefused(question.IsAllowed(sight, isGraphQl: false), rows is null || (question.Key is not null && rows.Count == 0), reply, place)) return;
            var answer = JsonNode.Parse(reply.Body)!;
            if (isInUnit) answer = answer["results"]![0]!["body"]!;
            if (question.Key is not null)
            {
                Same(question.Wanted.Rest(sight, rows![0]), answer, place);
                CountHidden(question, rows);
                return;
            }
            Same(JsonValue.Create(rows!.Count), answer["page"]!["total"], place + " total");
            foreach (var row in answer["data"]!.AsArray()) data.Add(row!.DeepClone());
            after = (string?)answer["page"]!["next"];
            if (after is not null && question.Limit is not null && data.Count <= rows.Count) continue;
            Assert.Null(after);
            Same(new JsonArray([.. rows.Select(row => question.Wanted.Rest(sight, row))]), data, place);
            CountHidden(question, rows);
            return;
        }
    }

    private async Task WholeAsync(Question question)
    {
        var rows = question.Answer(sight);
        var target = $"{question.Path}?{string.Join('&', question.Query)}";
        var reply = await service.GetAsync(target, Market.As(caller), ("Accept", "application/x-ndjson"));
        if (IsRefused(question.IsAllowed(sight, isGraphQl: false), rows is null, reply, target)) return;
        tally.Add("whole lists");
        Same(new JsonArray([.. rows!.Select(row => question.Wanted.Rest(sight, row))]), new JsonArray([.. reply.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line))]), target);
    }

    private async Task GraphQlAsync(Question question)
    {
        var rows = question.Answer(sight);
        var nodes = new JsonArray();
        for (string? after = null; ;)
        {
            var document = DocumentOf(question, after);
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
            if (question.Key is not null)
            {
                Same(question.Wanted.GraphQl(sight, rows[0]), it, document);
                CountHidden(question, rows);
                return;
            }
            var list = question.Above.Count > 0 ? it!["list"]! : it!;
            Same(JsonValue.Create(rows.Count), list["totalCount"], document + " total");
            foreach (var node in list["nodes"]!.AsArray()) nodes.Add(node!.DeepClone());
            after = (bool)list["pageInfo"]!["hasNextPage"]! ? (string?)list["pageInfo"]!["endCursor"] : null;
            if (after is not null && nodes.Count <= rows.Count) continue;
            Same(new JsonArray([.. rows.Select(row => question.Wanted.GraphQl(sight, row))]), nodes, document);
            CountHidden(question, rows);
            return;
        }
    }

    private static string DocumentOf(Question question, string? after)
    {
        if (question.Key is { } key) return string.Create(CultureInfo.InvariantCulture, $"{{ it: {question.Resource.Name}(id: {key}) {question.Wanted.Selection} }}");
        var arguments = question.Arguments.Append(string.Create(CultureInfo.InvariantCulture, $"first: {question.Limit ?? 20}"));
        if (after is not null) arguments = arguments.Append($"after: \"{after}\"");
        var list = $"({string.Join(", ", arguments)}) {{ totalCount nodes {question.Wanted.Selection} pageInfo {{ hasNextPage endCursor }} }}";
        return question.Above is [var (above, parent, down)]
            ? string.Create(CultureInfo.InvariantCulture, $"{{ it: {above.Name}(id: {parent}) {{ list: {down.Name}{list} }} }}")
            : $"{{ it: {question.Resource.Plural}{list} }}";
    }

    /// <summary>Whether a question is refused, or about what is not there, and the answer says so.</summary>
    private bool IsRefused(bool isAllowed, bool isAbsent, Reply reply, string place)
    {
        var status = !isAllowed ? sight.Refusal : isAbsent ? 404 : 200;
        Assert.True(reply.Status == status, $"{place}: {status} was expected, and came {reply.Status} {reply.Body}");
        if (status != 200) tally.Add(isAllowed ? "rows not there" : "reads refused");
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
