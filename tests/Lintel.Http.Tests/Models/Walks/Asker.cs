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
        var question = Question.Of(sight.World, chances, isGraphQl);
        if (isGraphQl && question.Above.Count < (question.Key is null ? 2 : 1)) await GraphQlAsync(question);
        else if (question is { Key: null, Limit: null } && chances.Hit(30)) await WholeAsync(chances.Hit(40) ? question with { Wanted = question.Wanted with { Relations = [] } } : question);
        else await RestAsync(question, isInUnit: chances.Hit(15));
    }

    private async Task RestAsync(Question question, bool isInUnit)
    {
        var rows = question.Answer(sight);
        var data = new JsonArray();
        // An estimate may be any number; that it is none of hidden rows is shown where plans are.
        var isEstimated = question.Key is null && chances.Hit(10);
        for (string? after = null; ;)
        {
            var query = question.Query.ToList();
            if (question.Key is null) query.Add(isEstimated ? "count=estimated" : "count=exact");
            if (question.Key is null && question.Limit is { } limit) query.Add(string.Create(CultureInfo.InvariantCulture, $"limit={limit}"));
            if (after is not null) query.Add("after=" + after);
            var target = question.Path + (query.Count == 0 ? "" : "?" + string.Join('&', query));
            var reply = isInUnit
                ? await service.PostAsync("/v1:batch", JsonSerializer.Serialize(new { operations = new[] { new { method = "GET", path = "/v1/" + target } } }), Market.As(caller))
                : await service.GetAsync(target, Market.As(caller));
            var place = isInUnit ? $"unit of {target}" : target;
            // Rows far above are looked for before it is asked what may be seen below: of none that they do not see they learn anything.
            if (rows is null && question.Above.Count > 1 && reply.Status == 404) return;
            if (IsRefused(question.IsAllowed(sight, isGraphQl: false), rows is null || (question.Key is not null && rows.Count == 0), reply, place)) return;
            var answer = JsonNode.Parse(reply.Body)!;
            if (isInUnit) answer = answer["results"]![0]!["body"]!;
            if (question.Key is not null)
            {
                Same(question.Wanted.Rest(sight, rows![0]), answer, place);
                CountHidden(question, rows);
                return;
            }
            if (isEstimated) Assert.True(answer["page"]!["total"]!.GetValue<long>() >= 0, place);
            else Same(JsonValue.Create(rows!.Count), answer["page"]!["total"], place + " total");
            foreach (var row in answer["data"]!.AsArray()) data.Add(row!.DeepClone());
            after = (string?)answer["page"]!["next"];
            if (after is not null && question.Limit is not null && data.Count <= rows!.Count) continue;
            Assert.Null(after);
            Same(new JsonArray([.. rows!.Select(row => question.Wanted.Rest(sight, row))]), data, place);
            CountHidden(question, rows!);
            return;
        }
    }

    private async Task WholeAsync(Question question)
    {
        var rows = question.Answer(sight);
        var target = $"{question.Path}?{string.Join('&', question.Query)}";
        var cells = question.Wanted is { Relations: [], Fields: { } fields } && chances.Hit(70) ? fields : null;
        var reply = await service.GetAsync(target, Market.As(caller), ("Accept", cells is null ? "application/x-ndjson" : "text/csv"));
        if (rows is null && question.Above.Count > 1 && reply.Status == 404) return;
        if (IsRefused(question.IsAllowed(sight, isGraphQl: false), rows is null, reply, target)) return;
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
        for (string? after = null; ;)
        {
            var document = isNode ? NodeOf(question) : DocumentOf(question, after);
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
            foreach (var node in list["nodes"]!.AsArray()) nodes.Add(node!.DeepClone());
            after = (bool)list["pageInfo"]!["hasNextPage"]! ? (string?)list["pageInfo"]!["endCursor"] : null;
            if (after is not null && nodes.Count <= rows.Count) continue;
            Same(new JsonArray([.. rows.Select(row => question.Wanted.GraphQl(sight, row))]), nodes, document);
            CountHidden(question, rows);
            return;
        }
    }

    // What rows that are seen add up to, over all owners.
    private async Task AddUpAsync()
    {
        var resource = chances.Of(sight.World.Model.Resources);
        var isGraphQl = resource.Owner is null && chances.Hit(40);
        var numbers = resource.Fields.Where(field => field.Role == FieldRole.Plain && field.Type.Kind is ScalarKind.Int or ScalarKind.Long && (field.IsStored || !isGraphQl)).ToArray();
        var measured = numbers.Length > 0 && chances.Hit(70) ? chances.Of(numbers) : null;
        var group = chances.Hit(50) ? chances.Of([.. resource.Fields.Where(field => field.IsStored && field.Role is FieldRole.Plain or FieldRole.Reference)]) : null;
        var filter = chances.Hit(40) ? new ConditionGenerator(chances).Filter(resource) : null;
        Field[] named = [.. new[] { measured, group }.OfType<Field>()];
        var isAllowed = sight.Policies.Decided("read", resource, sight.Caller) != false && Array.TrueForAll(named, sight.MaySee) && filter?.IsNamed(sight) != false;

        var rows = sight.Of(resource).Where(row => filter?.Holds(sight, row) != false).ToArray();
        List<(object? Shared, Row[] Rows)> groups = group is null ? [(null, rows)] : rows.GroupBy(row => sight.Value(row, group) ?? "").Select(one => ((object? Shared, Row[] Rows))(sight.Value(one.First(), group), one.ToArray())).ToList();
        groups.Sort((one, other) => Row.Compare(one.Shared, other.Shared));
        var expected = new JsonArray([.. groups.Select(one => Sum(one.Shared, one.Rows))]);
        string text;
        JsonNode? answer;
        if (isGraphQl)
        {
            var arguments = new List<string>();
            if (filter is not null) arguments.Add("where: " + Literal.TextOf(filter.Where()));
            if (group is not null) arguments.Add($"groupBy: [{string.Concat(group.Name.Select(letter => char.IsUpper(letter) ? "_" + letter : letter.ToString())).ToUpperInvariant()}]");
            text = $"{{ it: {resource.Plural}Aggregate{(arguments.Count > 0 ? $"({string.Join(", ", arguments)})" : "")} {{ {(group is null ? "" : $"group {{ {group.Name} }} ")}count{(measured is null ? "" : $" sum {{ {measured.Name} }} max {{ {measured.Name} }}")} }} }}";
            var reply = (await Market.AskAsync(service, text, caller)).Expect(200);
            answer = JsonNode.Parse(reply.Body)!;
            var code = (string?)answer["errors"]?[0]?["extensions"]?["code"];
            Assert.True(code == (isAllowed ? null : sight.Refusal == 401 ? "unauthenticated" : "forbidden"), $"{text}: {reply.Body}");
            if (!isAllowed)
            {
                tally.Add("reads refused");
                return;
            }
            answer = answer["data"]!["it"];
        }
        else
        {
            text = $"{resource.Path}:aggregate?count=*{(measured is null ? "" : $"&sum={measured.Name}&max={measured.Name}")}{(group is null ? "" : "&group=" + group.Name)}{(filter is null ? "" : "&filter=" + Uri.EscapeDataString(filter.ToString()))}";
            var reply = await service.GetAsync(text, Market.As(caller));
            if (IsRefused(isAllowed, isAbsent: false, reply, text)) return;
            answer = JsonNode.Parse(reply.Body)!["data"];
        }
        Same(expected, answer, text);
        tally.Add("sums");

        JsonObject Sum(object? shared, Row[] each)
        {
            var sum = new JsonObject { ["count"] = each.Length };
            var value = group is null ? null : Wanted.JsonOf(isGraphQl && FilterGenerator.Shown(group, shared) is Literal.Name name ? name.Text : shared);
            if (group is not null && isGraphQl) sum["group"] = new JsonObject { [group.Name] = value };
            else if (group is not null) sum[group.Name] = value;
            if (measured is null) return sum;
            var values = each.Select(row => sight.Value(row, measured)).OfType<long>().ToArray();
            sum["sum"] = new JsonObject { [measured.Name] = values.Sum() };
            sum["max"] = new JsonObject { [measured.Name] = values.Length == 0 ? null : values.Max() };
            return sum;
        }
    }

    private static string NodeOf(Question question)
    {
        var id = Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{question.Resource.Name}:{question.Key}"))).TrimEnd('=');
        return $"{{ it: node(id: \"{id}\") {{ ... on {FilterGenerator.Pascal(question.Resource.Name)} {question.Wanted.Selection} }} }}";
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
