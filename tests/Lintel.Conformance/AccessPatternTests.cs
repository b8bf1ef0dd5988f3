using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Testing;

namespace Lintel.Conformance;

/// <summary>What a contract declares under <c>queries</c> is read from its index, in order, however many rows there are.</summary>
public abstract class AccessPatternTests : StoreTests
{
    private const string Contract = """
          maker:
            fields:
              name: string
          thing:
            managed: [createdAt]
            fields:
              maker: maker
              agent: maker? reverse agencies onDelete setNull
              kind: enum(a, b, c, d)
              batch: int
              grade: int
              price: decimal(12,2)
              due: date?
              code: string(1..40)
            queries:
              - { filter: [batch] }
              - { filter: [kind, grade], sort: [-price] }
              - { filter: [maker], sort: [-createdAt] }
              - { filter: [agent], sort: [code] }
              - { filter: [grade], sort: [due, -price] }
              - { sort: [-due] }
              - { sort: [code] }
        """;

    /// <summary>What is asked besides a declared pattern itself: its conditions by operator, and its order.</summary>
    private static readonly (int Pattern, Condition[] More, string[]? Order)[] Variants =
    [
        (0, [], ["-id"]),
        (1, [Is("price", FilterOperator.GreaterOrEqual, "100"), Is("price", FilterOperator.Less, "900")], null),
        (1, [Is("price", FilterOperator.Less, "900")], ["price"]),
        (5, [Is("due", FilterOperator.Less, "2026-06-01")], ["due"]),
        (6, [Is("code", FilterOperator.StartsWith, "c-1")], null),
        (6, [], ["-code"]),
    ];

    /// <summary>How many things there are.</summary>
    protected abstract int Rows { get; }

    /// <summary>Makes the rows: makers 0 to 999, and things.</summary>
    protected abstract Task FillAsync(TestDatabase database);

    /// <summary>What is wrong with how the store reads: it sorts, reads the table, or takes another index than one of those.</summary>
    protected abstract Task<IReadOnlyList<string>> ComplaintsAsync(TestDatabase database, BoundRead read, IReadOnlyList<string> indexes);

    /// <summary>The same of a store that can't know better, since there are no rows.</summary>
    protected abstract Task<IReadOnlyList<string>> ComplaintsOfEmptyAsync(TestDatabase database, BoundRead read, IReadOnlyList<string> indexes);

    [Fact]
    public async Task Every_declared_pattern_is_read_from_its_index_in_order_at_any_page()
    {
        await using var database = await CreateAsync(Contract);
        await FillAsync(database);
        var thing = database.Model.Resources.Single(resource => resource.Name == "thing");
        var asks = thing.Queries.Select((_, i) => (Pattern: i, More: Array.Empty<Condition>(), Order: (string[]?)null)).Concat(Variants);
        var complaints = new List<string>();
        foreach (var (place, more, order) in asks)
        {
            var pattern = thing.Queries[place];
            var first = Ask(thing, pattern, more, order);
            var cursors = await CursorsAsync(database, first);
            Assert.NotEmpty(cursors);
            PageRequest[] pages = [new(), .. cursors.Select(cursor => new PageRequest { After = cursor }), new() { Before = cursors[^1] }];
            foreach (var page in pages)
            {
                var read = database.Bind(first with { Selection = first.Selection with { Page = page } });
                complaints.AddRange(await ComplaintsAsync(database, read, Serving(thing.Entity, pattern)));
            }
        }
        Assert.True(complaints.Count == 0, string.Join("\n\n", complaints));
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public async Task Every_pattern_of_a_sample_can_be_read_from_its_index_in_order(string sample)
    {
        await using var database = await CreateAsync(TestDatabase.Compiled(OpenSample.Folder(sample)));
        var complaints = new List<string>();
        foreach (var resource in database.Model.Resources.Where(resource => resource.Owner is null))
        {
            foreach (var pattern in resource.Queries)
                complaints.AddRange(await ComplaintsOfEmptyAsync(database, database.Bind(Ask(resource, pattern, [], null)), Serving(resource.Entity, pattern)));
        }
        Assert.True(complaints.Count == 0, string.Join("\n\n", complaints));
    }

    [Fact]
    public async Task Every_pattern_can_be_read_from_its_index_where_some_rows_are_deleted_softly()
    {
        await using var database = await CreateAsync(Contract.Replace("  thing:\n", "  thing:\n    softDelete: true\n", StringComparison.Ordinal));
        var thing = database.Model.FindResource("thing")!;
        var complaints = new List<string>();
        foreach (var pattern in thing.Queries)
            complaints.AddRange(await ComplaintsOfEmptyAsync(database, database.Bind(Ask(thing, pattern, [], null)), Serving(thing.Entity, pattern)));
        Assert.True(complaints.Count == 0, string.Join("\n\n", complaints));
    }

    /// <summary>The key of a maker.</summary>
    protected static string Maker(int number) => $"00000000-0000-7000-8000-{number:000000000000}";

    private static ReadOperation Ask(Resource resource, AccessPattern pattern, Condition[] more, string[]? order) => new()
    {
        Resource = resource.Name,
        Selection = new Selection
        {
            Conditions = [.. pattern.Filter.Select(field => Is(field.Name, FilterOperator.Equal, Example(field))), .. more],
            Order = order is null
                ? [.. pattern.Sort.Select(sort => new OrderTerm(sort.Field.Name, sort.Descending, ""))]
                : [.. order.Select(term => new OrderTerm(term.TrimStart('-'), term[0] == '-', ""))],
        },
    };

    private static Condition Is(string field, FilterOperator operation, string value) => new(field, operation, [InputValue.Untyped(value)], "");

    private static string Example(Field field) => field.Type.Kind switch
    {
        ScalarKind.Uuid => Maker(7),
        ScalarKind.Enum => field.Type.Members[0],
        ScalarKind.Bool => "true",
        ScalarKind.Date => "2026-01-01",
        ScalarKind.Timestamp => "2026-01-01T00:00:00Z",
        ScalarKind.Int or ScalarKind.Long or ScalarKind.Decimal => "1",
        _ => "a",
    };

    /// <summary>The cursors of the third row, and of one deep within what is read.</summary>
    private static async Task<string[]> CursorsAsync(TestDatabase database, ReadOperation operation)
    {
        using var node = await database.ReadAsync(operation with { Selection = operation.Selection with { Page = new() { Limit = 100 } } });
        int[] places = node.Rows.Count < 3 ? [] : [2, node.Rows.Count - 1];
        return [.. places.Select(place => Cursor.Encode(node.Selection, node.Rows.Row(place), node.Rows.Arena))];
    }

    /// <summary>The indexes that begin with what a pattern compares, and go on with what it sorts by.</summary>
    private static string[] Serving(Entity entity, AccessPattern pattern)
    {
        var filter = pattern.Filter.Select(field => field.Column).ToHashSet();
        var sort = pattern.Sort.Select(term => term.Field.Column).ToArray();
        var all = entity.Indexes.Select(index => (index.Name, Columns: index.Columns.Select(column => column.Column).ToArray()))
            .Concat(entity.Uniques.Select(unique => (unique.Name, Columns: unique.Columns.ToArray())));
        var serving = all.Where(index =>
            filter.SetEquals(index.Columns.Take(filter.Count)) && index.Columns.Skip(filter.Count).Zip(sort).All(pair => pair.First == pair.Second));
        return [.. serving.Select(index => index.Name)];
    }
}
