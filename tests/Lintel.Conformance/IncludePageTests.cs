using CsCheck;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Results;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>Relations that come along, even several times, each by a filter, an order and a page of its own: random ones against a naive answer.</summary>
public abstract class IncludePageTests : StoreTests
{
    private const int Parents = 3;

    private static readonly string[] Relations = ["kids", "tags", "parts"];

    private static readonly ServiceModel Model = TestDatabase.Compile("""
          parent:
            key: int
            managed: []
            fields:
              name: string
              tags: tag[]
          kid:
            key: int
            managed: []
            fields:
              n: int?
              parent: parent?
          tag:
            key: int
            managed: []
            fields:
              n: int?
          part:
            partOf: parent
            key: int
            managed: []
            fields:
              n: int?
        """);

    /// <summary>How many questions are asked.</summary>
    protected virtual int Iterations => 200;

    private static readonly Gen<Row> SomeRow = Gen.Select(Gen.Int[-1, 3], Gen.Int[0, (1 << Parents) - 1], (n, parents) => new Row(n < 0 ? null : n, parents));

    private static readonly Gen<Asked> SomeAsked = Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 4], Gen.Int[-1, 4], Gen.Int[-4, 12], Gen.Int[-6, 12], Gen.Int[0, 15],
        (relation, limit, least, after, before, flags) => new Asked(Relations[relation], limit, least, after, before, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0, (flags & 8) != 0));

    [Fact]
    public Task Each_comes_by_its_own_filter_order_and_page() =>
        Gen.Select(SomeRow.Array[0, 10], SomeAsked.Array[1, 4]).SampleAsync(async (rows, asked) =>
        {
            await using var database = await CreateAsync(Model);
            await FillAsync(database, rows);
            var include = new SelectedName[asked.Length];
            for (var i = 0; i < asked.Length; i++) include[i] = asked[i].Named(i, await CursorAsync(database, asked[i], asked[i].After), await CursorAsync(database, asked[i], asked[i].Before));
            using var node = await database.ReadAsync(new ReadOperation { Resource = "parent", Selection = new() { Names = [new("id", "")], Includes = include } });
            for (var i = 0; i < asked.Length; i++)
            {
                Assert.Equal($"a{i}", node.Selection.Includes[i].Alias);
                for (var parent = 0; parent < Parents; parent++)
                {
                    Assert.Equal(asked[i].Of(rows, parent), Ids(node.Includes[i], parent));
                    if (asked[i].Counts) Assert.Equal(asked[i].All(rows, parent).Count(), node.Includes[i].TotalOf(parent));
                    else Assert.Empty(node.Includes[i].Totals);
                }
            }
        }, iter: Iterations);

    [Fact]
    public async Task A_relation_comes_once_for_each_alias_in_the_order_in_which_they_were_first_named()
    {
        await using var database = await CreateAsync(Model);
        await FillAsync(database, [new Row(1, 1), new Row(2, 3), new Row(3, 0)]);
        var last = Id with { Order = [new("n", true, "")], Page = new PageRequest { Limit = 1 } };
        var names = new SelectedName[] { new("parts", "", last, "late"), new("id", ""), new("parts", "", Id), new("parts", "", last with { Names = [new("n", "")] }, "late"), new("tags", "", Id) };
        Assert.Equal(
        [
            """[1] late={[2,2] [1,1]} parts={[1] [2]} tags={[1] [2]} kids={[1] [2]} early={[1]}""",
            """[2] late={} parts={} tags={[2]} kids={} early={}""",
            """[3] late={} parts={} tags={} kids={} early={}""",
        ], await database.LinesAsync(new()
        {
            Resource = "parent",
            Selection = new() { Names = names, Includes = [new("kids", "", Id), new("parts", "", Id with { Conditions = [new("n", FilterOperator.Less, [InputValue.Untyped("2")], "")] }, "early")] },
        }));
        var below = Id with { Names = [new("id", ""), new("kids", "", Id), new("kids", "", last, "last")] };
        Assert.Equal(
        [
            """[1] a=[1] kids={[1] [2]} last={[2] [1]} parent=[1] b=[1] parts={[1] [2]}""",
            """[2] a=[1] kids={[1] [2]} last={[2] [1]} parent=[1] b=[1] parts={[1] [2]}""",
            """[3] a=null parent=null b=null""",
        ], await database.LinesAsync(new()
        {
            Resource = "kid",
            Selection = new() { Names = [new("id", ""), new("parent", "", below, "a"), new("parent", "", Id), new("parent", "", Id with { Includes = [new("parts", "", Id)] }, "b")] },
        }));
    }

    [Fact]
    public async Task What_comes_along_is_counted_at_every_level_for_the_rows_that_are_shown()
    {
        await using var database = await CreateAsync(Model);
        await FillAsync(database, [new Row(1, 3), new Row(2, 3), new Row(3, 2), new Row(4, 4)]);
        var one = Id with { Page = new PageRequest { Limit = 1, Count = CountMode.Exact } };
        var read = database.Bind(new ReadOperation
        {
            Resource = "parent",
            Selection = one with { Page = new PageRequest { Limit = 2, Count = CountMode.Exact }, Names = [new("id", ""), new("tags", "", one with { Names = [new("id", ""), new("parents", "", one), new("parents", "", one with { Page = one.Page with { Backward = true } }, "last")] }), new("kids", "", one), new("parts", "", one with { Page = new PageRequest { Count = CountMode.Exact } })] },
        });
        await using var session = await database.Store.OpenAsync(SessionKind.Read, TestDatabase.Cancellation);
        using var node = await session.ReadAsync(database.Store.Compile(read), read, TestDatabase.Cancellation);
        Assert.Equal(StatementsOfCounts, session.Statements);
        Assert.Equal(3, node.Total);
        Assert.Equal([2, 3], Totals(node.Includes[0], 2));
        Assert.Equal([2, 2], [node.Includes[0].Includes[0].TotalOf(0), node.Includes[0].Includes[1].TotalOf(node.Includes[0].ByParent[1])]);
        Assert.Equal([2, 1], Totals(node.Includes[1], 2));
        Assert.Equal([2, 1], Totals(node.Includes[2], 2));
        Assert.Empty(node.Includes[2].Totals);

        static long[] Totals(ResultNode include, int parents) => [.. Enumerable.Range(0, parents).Select(include.TotalOf)];
    }

    /// <summary>How many statements a list with five relations is that is counted with four of them. Default: one each.</summary>
    protected virtual int StatementsOfCounts => 11;

    private static readonly Selection Id = new() { Names = [new("id", "")] };

    private static async Task FillAsync(TestDatabase database, Row[] rows)
    {
        var ids = Enumerable.Range(0, rows.Length).ToArray();
        if (rows.Length > 0) Assert.Equal(WriteStatus.Done, (await database.InsertAsync("tag", [.. ids.Select(i => $$"""{"id":{{i + 1}},"n":{{rows[i].Json}}}""")])).Status);
        Assert.Equal(WriteStatus.Done, (await database.InsertAsync("parent", [.. Enumerable.Range(0, Parents).Select(parent => $$"""
            {"id":{{parent + 1}},"name":"p","tagIds":[{{string.Join(',', ids.Where(i => rows[i].IsOf("tags", parent)).Select(i => i + 1))}}],
             "parts":[{{string.Join(',', ids.Where(i => rows[i].IsOf("parts", parent)).Select(i => $$"""{"id":{{i + 1}},"n":{{rows[i].Json}}}"""))}}]}
            """)])).Status);
        if (rows.Length > 0)
            Assert.Equal(WriteStatus.Done, (await database.InsertAsync("kid", [.. ids.Select(i => $$"""{"id":{{i + 1}},"n":{{rows[i].Json}},"parentId":{{rows[i].Only?.ToString() ?? "null"}}}""")])).Status);
    }

    /// <summary>The cursor of a row in the order that is asked for.</summary>
    private static async Task<string?> CursorAsync(TestDatabase database, Asked asked, int row)
    {
        if (row <= 0) return null;
        using var all = await database.ReadAsync(new ReadOperation { Resource = asked.Relation[..^1], Selection = asked.Ordered with { Conditions = [new("id", FilterOperator.Equal, [InputValue.Untyped(row.ToString())], "")] } });
        return all.Rows.Count == 0 ? null : Cursor.Encode(all.Selection, all.Rows.Row(0), all.Rows.Arena);
    }

    private static long[] Ids(ResultNode include, int parent) =>
        [.. Enumerable.Range(include.ByParent[parent], include.ByParent[parent + 1] - include.ByParent[parent]).Select(row => include.Rows[row, 0].Integer)];

    /// <summary>A row of each relation.</summary>
    /// <param name="N">Its value.</param>
    /// <param name="Parents">A bit for each parent that it belongs to; where it can belong to one only: the least of them.</param>
    private sealed record Row(int? N, int Parents)
    {
        public string Json => N?.ToString() ?? "null";

        public int? Only => Parents == 0 ? null : int.TrailingZeroCount(Parents) + 1;

        public bool IsOf(string relation, int parent) => relation == "tags" ? (Parents & (1 << parent)) != 0 : Only == parent + 1;
    }

    /// <summary>
    /// What is asked of a relation: its rows with a value from the least on, in an order, and of those between two rows, which may not be there, the
    /// first or the last.
    /// </summary>
    private sealed record Asked(string Relation, int Limit, int Least, int After, int Before, bool Descending, bool Backward, bool AsText, bool Counts)
    {
        public Selection Ordered => new() { Names = [new("id", "")], Order = [new("n", Descending, "")] };

        public SelectedName Named(int place, string? after, string? before) => new(Relation, "", Ordered with
        {
            Conditions = Least < 0 || AsText ? [] : [new("n", FilterOperator.GreaterOrEqual, [InputValue.Untyped(Least.ToString())], "")],
            Filter = Least < 0 || !AsText ? null : new FilterText($"n >= {Least}", ""),
            Page = new PageRequest { Limit = Limit == 0 ? null : Limit, After = after, Before = before, Backward = Backward, Count = Counts ? CountMode.Exact : CountMode.None },
        }, $"a{place}");

        public IEnumerable<int> All(Row[] rows, int parent) => Enumerable.Range(0, rows.Length).Where(i => rows[i].IsOf(Relation, parent) && (Least < 0 || rows[i].N >= Least));

        public long[] Of(Row[] rows, int parent)
        {
            var all = All(rows, parent);
            if (IsThere(After)) all = all.Where(i => Compare(i, After - 1) > 0);
            if (IsThere(Before)) all = all.Where(i => Compare(i, Before - 1) < 0);
            var ordered = all.Order(Comparer<int>.Create(Compare)).Select(i => i + 1L);
            if (Backward) ordered = ordered.Reverse();
            return [.. ordered.Take(Limit == 0 ? 21 : Limit + 1)];

            // Parts of nothing are not there.
            bool IsThere(int row) => row > 0 && row <= rows.Length && (Relation != "parts" || rows[row - 1].Only is not null);

            int Compare(int left, int right)
            {
                var sign = (rows[left].N ?? -1).CompareTo(rows[right].N ?? -1);
                if (sign == 0) sign = left.CompareTo(right);
                return Descending ? -sign : sign;
            }
        }
    }
}
