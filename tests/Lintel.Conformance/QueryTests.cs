using CsCheck;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>Random rows and questions against a naive answer.</summary>
public abstract class QueryTests : StoreTests
{
    private static readonly ServiceModel Model = TestDatabase.Compile("""
          item:
            key: int
            managed: []
            fields:
              n: int?
              s: string?
              d: decimal(10,2)?
              large: decimal(30,5)?
              f: double?
              b: bool?
              t: timestamp?
              u: uuid?
              w: string
              list: string[]?
              parent: group?
              tags: tag[]
          group:
            key: string
            managed: []
            fields:
              s: string?
              n: int
          tag:
            key: string
            managed: []
            fields:
              s: string?
        """);

    private static readonly Dictionary<string, string?[]> Domains = new()
    {
        ["n"] = [null, "-1", "0", "1", "2147483647"],
        ["s"] = [null, "", "a", "ab", "b", "A", "%", "_", "é", "\uFFFD", "𝒳", "a𝒳"],
        ["d"] = [null, "-1.50", "0.00", "1.50", "99999999.99"],
        ["large"] = [null, "-10.00000", "-2.00000", "0.00000", "9.50000", "1234567890123456789012345.00001", "1234567890123456789012345.00002"],
        ["f"] = [null, "0.1", "0.30000000000000004", "0.3", "1E+300", "-5E-324"],
        ["b"] = [null, "true", "false"],
        ["t"] = [null, "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2026-01-31T10:00:00.000001Z"],
        ["u"] = [null, "00000000-0000-0000-0000-000000000001", "f0000000-0000-0000-0000-000000000000"],
        ["w"] = ["x", "y", "z"],
        ["parentId"] = [null, "g1", "g2", "g3"],
    };

    // The rows of the other two resources: a group without and with text, and a third that nothing is known of.
    private static readonly (string Id, string? S, long N)[] Groups = [("g1", null, 1), ("g2", "a", 1), ("g3", "𝒳", 2)];
    private static readonly (string Id, string? S)[] Tags = [("t1", null), ("t2", "a"), ("t3", "ab")];

    private static readonly string[] Sortable = ["n", "s", "d", "large", "f", "b", "t", "u", "w", "parentId", "parent.s", "parent.n"];
    private static readonly string[] Filterable = [.. Sortable, "tags.s", "tags.id", "list", "id"];

    /// <summary>How many questions are asked.</summary>
    protected virtual int Iterations => 400;

    [Fact]
    public Task Filters_orders_counts_and_pages_agree_with_a_naive_answer() =>
        Gen.Select(Row.Array[0, 14], Condition.Array[0, 2], Order, Gen.Int[1, 4]).SampleAsync(
            async (rows, conditions, order, limit) => await CheckAsync(rows, conditions, order, limit), iter: Iterations);

    private static readonly Gen<Item> Row =
        Gen.Select(
            Gen.Int[0, 1000].Array[Domains.Count], Gen.Int[0, 7], Gen.Int[-1, 7],
            (picks, tags, list) => new Item(
                Domains.Select((domain, i) => (domain.Key, domain.Value[picks[i] % domain.Value.Length])).ToDictionary(pair => pair.Key, pair => pair.Item2),
                [.. Tags.Where((_, i) => (tags & (1 << i)) != 0).Select(tag => tag.Id)],
                list < 0 ? null : [.. new[] { "a", "ab", "𝒳\"" }.Where((_, i) => (list & (1 << i)) != 0)]));

    private static readonly Gen<(string Path, FilterOperator How, string[] With)> Condition =
        Gen.Select(Gen.Int[0, Filterable.Length - 1].Select(i => Filterable[i]), Gen.Int[0, 100], Gen.Int[0, 1000].Array[1, 3], (path, how, picks) =>
        {
            var type = FieldAt(path).Type;
            var operators = Enum.GetValues<FilterOperator>().Where(one => OperatorTable.Allows(type, one)).ToArray();
            var chosen = operators[how % operators.Length];
            var domain = Domain(path);
            var values = picks.Select(pick => domain[pick % domain.Length]).ToArray();
            return (path, chosen, chosen is FilterOperator.In or FilterOperator.NotIn ? values : [values[0]]);
        });

    private static readonly Gen<(string Path, bool Descending)[]> Order =
        Gen.Select(Gen.Int[0, Sortable.Length - 1].Select(i => Sortable[i]), Gen.Bool).Array[0, 3].Select(terms => terms.DistinctBy(term => term.Item1).ToArray());

    private async Task CheckAsync(Item[] items, (string Path, FilterOperator How, string[] With)[] conditions, (string Path, bool Descending)[] order, int limit)
    {
        await using var database = await CreateAsync(Model);
        await database.InsertAsync("group", [.. Groups.Select(group => $$"""{"id":"{{group.Id}}","s":{{Quote(group.S)}},"n":{{group.N}}}""")]);
        await database.InsertAsync("tag", [.. Tags.Select(tag => $$"""{"id":"{{tag.Id}}","s":{{Quote(tag.S)}}}""")]);
        if (items.Length > 0) Assert.Equal(WriteStatus.Done, (await database.InsertAsync("item", [.. items.Select(item => item.Json())])).Status);

        var ids = Enumerable.Range(0, items.Length).Where(i => conditions.All(condition => Holds(items[i], i + 1, condition))).ToList();
        var keyDescending = order is [.., (_, var last)] && last;
        ids.Sort((left, right) =>
        {
            foreach (var (path, descending) in order)
            {
                var sign = Naive.Compare(FieldAt(path).Type, items[left].At(path, left + 1)[0], items[right].At(path, right + 1)[0]);
                if (sign != 0) return descending ? -sign : sign;
            }
            return keyDescending ? right - left : left - right;
        });
        var expected = ids.Select(i => i + 1L).ToArray();
        Assert.Equal(expected, await WalkAsync(database, conditions, order, limit, backward: false));
        Assert.Equal(expected.Reverse().Skip(1), await WalkAsync(database, conditions, order, limit, backward: true));
    }

    /// <summary>All keys by pages: forward from the start, or backward from the last row.</summary>
    private static async Task<List<long>> WalkAsync(
        TestDatabase database, (string Path, FilterOperator How, string[] With)[] conditions, (string Path, bool Descending)[] order, int limit, bool backward)
    {
        var found = new List<long>();
        string? cursor = null;
        if (backward)
        {
            using var all = await ReadAsync(new PageRequest { Limit = 100, Count = CountMode.Exact });
            Assert.Equal(all.Rows.Count, all.Total);
            if (all.Rows.Count == 0) return found;
            cursor = Cursor.Encode(all.Selection, all.Rows.Row(all.Rows.Count - 1), all.Rows.Arena);
        }
        while (true)
        {
            using var page = await ReadAsync(new PageRequest { Limit = limit, After = backward ? null : cursor, Before = backward ? cursor : null, Backward = backward });
            var shown = Math.Min(limit, page.Rows.Count);
            for (var row = 0; row < shown; row++) found.Add(page.Rows[row, 0].Integer);
            if (page.Rows.Count <= limit) return found;
            Assert.Equal(limit + 1, page.Rows.Count);
            cursor = Cursor.Encode(page.Selection, page.Rows.Row(shown - 1), page.Rows.Arena);
        }

        Task<Results.ResultNode> ReadAsync(PageRequest page) => database.ReadAsync(new ReadOperation
        {
            Resource = "item",
            Selection = new Selection
            {
                Names = [new("id", "")],
                Conditions = [.. conditions.Select(one => new Condition(one.Path, one.How, [.. one.With.Select(InputValue.Untyped)], ""))],
                Order = [.. order.Select(one => new OrderTerm(one.Path, one.Descending, ""))],
                Page = page,
            },
        });
    }

    private static bool Holds(Item item, long id, (string Path, FilterOperator How, string[] With) condition)
    {
        var type = FieldAt(condition.Path).Type;
        var with = condition.With.Select(text => Parse(type.Element, text)).ToArray();
        return item.At(condition.Path, id).Any(value => Naive.Holds(type, condition.How, value, with));
    }

    private static string[] Domain(string path) => path switch
    {
        "id" => ["1", "2", "5"],
        "tags.id" => ["t1", "t2", "t9"],
        "tags.s" or "parent.s" => ["", "a", "ab", "𝒳"],
        "parent.n" => ["1", "2"],
        "list" => ["a", "ab", "𝒳\"", "none"],
        _ => [.. Domains[path].OfType<string>()],
    };

    private static Field FieldAt(string path)
    {
        var item = Model.FindResource("item")!;
        return path.Split('.') is [var relation, var name] ? item.FindRelation(relation)!.Target.FindField(name)! : item.FindField(path)!;
    }

    private static Value Parse(FieldType type, string? text)
    {
        if (text is null) return Value.Null;
        Assert.True(Scalar.For(type.Kind).TryParse(type, text, out var value), $"{type} {text}");
        return value;
    }

    private static string Quote(string? text) => text is null ? "null" : $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private sealed record Item(Dictionary<string, string?> Fields, string[] TagIds, string[]? List)
    {
        public Value[] At(string path, long id) => path switch
        {
            "id" => [Value.Of(id)],
            "list" => [List is null ? Value.Null : Value.Of([.. List.Select(Value.Of)])],
            "tags.id" => [.. TagIds.Select(Value.Of)],
            "tags.s" => [.. TagIds.Select(id => Tags.First(tag => tag.Id == id).S is { } s ? Value.Of(s) : Value.Null)],
            "parent.s" => [Groups.FirstOrDefault(group => group.Id == Fields["parentId"]).S is { } s ? Value.Of(s) : Value.Null],
            "parent.n" => [Fields["parentId"] is { } parent ? Value.Of(Groups.First(group => group.Id == parent).N) : Value.Null],
            _ => [Parse(FieldAt(path).Type, Fields[path])],
        };

        public string Json()
        {
            var members = Fields.Select(pair => $"\"{pair.Key}\":{(FieldAt(pair.Key).Type.Kind is ScalarKind.Int or ScalarKind.Decimal or ScalarKind.Double or ScalarKind.Bool ? pair.Value ?? "null" : Quote(pair.Value))}");
            var list = List is null ? "null" : $"[{string.Join(",", List.Select(Quote))}]";
            return $"{{{string.Join(",", members)},\"list\":{list},\"tagIds\":[{string.Join(",", TagIds.Select(Quote))}]}}";
        }

        public override string ToString() => Json();
    }
}
