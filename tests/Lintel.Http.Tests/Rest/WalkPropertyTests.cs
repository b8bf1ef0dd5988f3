using System.Text.Json;
using CsCheck;

namespace Lintel.Http.Tests.Rest;

/// <summary>Whatever the rows and the order, a walk meets each row exactly once, in that order, in both directions.</summary>
public sealed class WalkPropertyTests
{
    private const string Contract = """
          group:
            key: int
            managed: []
            fields: { rank: int? }
          row:
            key: int
            managed: []
            fields:
              a: int?
              b: string?
              c: decimal(25,1)?
              d: bool
              e: double?
              group: group?
        """;

    private static readonly string[] Names = ["a", "b", "c", "d", "e", "group.rank", "id"];

    private static readonly Gen<string> Row = Gen.Select(
        Gen.Int[0, 2].Nullable(), Gen.OneOf(Consts<string?>(null, "", "x", "X", "é", "𝒳", "\uFFFF")), Gen.Int[-1, 1].Nullable(), Gen.Bool, Gen.OneOf(Consts<double?>(null, -0.5, 0, 1e300)), Gen.Int[1, 3].Nullable(),
        (a, b, c, d, e, group) => JsonSerializer.Serialize(new { a, b, c, d, e, groupId = group }));

    private static Gen<T>[] Consts<T>(params T[] values) => [.. values.Select(Gen.Const)];

    private static readonly Gen<string> Sort = Gen.Select(Gen.Shuffle(Names), Gen.Int[0, 4], Gen.Bool.Array[4],
        (names, count, descending) => string.Join(',', names.Take(count).Select((name, i) => descending[i] ? "-" + name : name)));

    [Fact]
    public async Task A_walk_meets_each_row_once()
    {
        await using var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("groups", "{\"rank\":2}", "{\"rank\":null}", "{\"rank\":1}");
        var count = 0;
        await Gen.Select(Row.Array[0, 5], Sort, Gen.Int[1, 5]).SampleAsync(async (rows, sort, limit) =>
        {
            foreach (var row in rows) await service.PostAsync("rows", row);
            Interlocked.Add(ref count, rows.Length);
            await WalkAsync(service, sort, limit, count);
        }, iter: 20, threads: 1);
    }

    private static async Task WalkAsync(TestService service, string sort, int limit, int count)
    {
        var query = $"rows?include=group{(sort.Length > 0 ? "&sort=" + sort : "")}";
        var whole = (await service.GetAsync($"{query}&limit=100&count=exact")).Expect(200);
        Assert.Equal(count, whole.Total);
        var all = Ids(whole);
        if (whole.Next is null)
        {
            Assert.Equal(Expected(whole, sort), all);
        }

        var forward = new List<int>();
        var page = (await service.GetAsync($"{query}&limit={limit}")).Expect(200);
        for (forward.AddRange(Ids(page)); page.Next is { } next; forward.AddRange(Ids(page))) page = (await service.GetAsync($"{query}&limit={limit}&after={next}")).Expect(200);
        Assert.Equal(count, forward.Count);
        Assert.Equal(count, forward.Distinct().Count());
        Assert.Equal(all, forward.Take(100));

        var back = new List<int>();
        for (back.InsertRange(0, Ids(page)); page.Prev is { } previous; back.InsertRange(0, Ids(page))) page = (await service.GetAsync($"{query}&limit={limit}&before={previous}")).Expect(200);
        Assert.Equal(forward, back);
    }

    /// <summary>The naive answer: sort in memory.</summary>
    private static IEnumerable<int> Expected(Reply reply, string sort)
    {
        var terms = sort.Split(',', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (!terms.Exists(term => term.TrimStart('-') == "id")) terms.Add(terms is [.., ['-', ..]] ? "-id" : "id");
        var rows = reply.Data.AsEnumerable();
        IOrderedEnumerable<JsonElement>? ordered = null;
        foreach (var term in terms)
        {
            var name = term.TrimStart('-');
            ordered = (ordered, term[0] == '-') switch
            {
                (null, false) => rows.OrderBy(row => row, new ByField(name)),
                (null, true) => rows.OrderByDescending(row => row, new ByField(name)),
                (_, false) => ordered.ThenBy(row => row, new ByField(name)),
                (_, true) => ordered.ThenByDescending(row => row, new ByField(name)),
            };
        }
        return ordered!.Select(row => row.GetProperty("id").GetInt32());
    }

    private static List<int> Ids(Reply page) => [.. page.Data.Select(row => row.GetProperty("id").GetInt32())];

    private sealed class ByField(string name) : IComparer<JsonElement>
    {
        public int Compare(JsonElement left, JsonElement right)
        {
            var (a, b) = (Value(left), Value(right));
            if (a.ValueKind == JsonValueKind.Null || b.ValueKind == JsonValueKind.Null) return (a.ValueKind != JsonValueKind.Null).CompareTo(b.ValueKind != JsonValueKind.Null);
            return a.ValueKind switch
            {
                JsonValueKind.String => System.Text.Encoding.UTF8.GetBytes(a.GetString()!).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b.GetString()!)),
                JsonValueKind.Number => a.GetDouble().CompareTo(b.GetDouble()),
                _ => a.GetBoolean().CompareTo(b.GetBoolean()),
            };
        }

        private JsonElement Value(JsonElement row) => name != "group.rank" ? row.GetProperty(name)
            : row.GetProperty("group") is { ValueKind: JsonValueKind.Object } group ? group.GetProperty("rank")
            : row.GetProperty("group");
    }
}
