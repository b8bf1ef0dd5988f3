using System.Globalization;
using Lintel.Binding;
using Lintel.Engine.Streaming;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>Lists that come batch by batch, rows that come in by the thousand, and parts of a transaction.</summary>
public abstract class StreamTests
{
    private const string Contract = """
          group:
            key: int
            managed: []
            fields:
              name: string unique
          row:
            key: { type: int, client: true }
            managed: [version]
            fields:
              text: text?
              group: group?
              tags: tag[]
              small: decimal(8,2)?
              large: decimal(30,10)?
              double: double?
              bool: bool?
              date: date?
              time: time?
              datetime: datetime?
              timestamp: timestamp?
              duration: duration?
              uuid: uuid?
              json: json?
              bytes: bytes?
              words: string[]?
              secret: string? writeOnly
          part:
            partOf: row
            key: int
            managed: []
            fields:
              label: string
          tag:
            key: string
            managed: []
            fields:
              colour: string?
        """;

    private static readonly Selection All = new() { Page = new PageRequest { Whole = true } };

    private static CancellationToken Cancellation => TestDatabase.Cancellation;

    protected abstract Task<TestDatabase> CreateAsync(string resources, StoreLimits limits);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(1203)]
    public async Task Each_row_comes_once_and_in_order(int count)
    {
        await using var database = await FilledAsync(count);
        var expected = Enumerable.Range(0, count).Select(i => $"[{i}]").Reverse().ToArray();
        Assert.Equal(expected, await StreamAsync(database, All with { Names = [new("id", "")], Order = [new OrderTerm("id", true, "")] }));
    }

    [Fact]
    public async Task What_comes_along_comes_with_each_batch()
    {
        await using var database = await FilledAsync(250);
        var selection = All with { Names = [new("id", "")], Includes = [new("group", ""), new("parts", "", new Selection { Names = [new("label", "")] })] };
        var lines = await StreamAsync(database, selection);
        Assert.Equal(250, lines.Length);
        Assert.Equal("""[249] group=[1,"g"] parts={["a249"] ["b249"]}""", lines[249]);
        Assert.Equal("""[100] group=null parts={}""", lines[100]);
    }

    [Fact]
    public async Task A_limit_is_the_number_of_rows_that_come()
    {
        await using var database = await FilledAsync(700);
        Assert.Equal(600, (await StreamAsync(database, All with { Page = new PageRequest { Whole = true, Limit = 600 } })).Length);
        Assert.Single(await StreamAsync(database, All with { Page = new PageRequest { Whole = true, Limit = 1 }, Includes = [new("tags", "")] }));
    }

    [Fact]
    public async Task Large_rows_make_small_batches()
    {
        await using var database = await CreateAsync();
        var text = new string('x', 50_000);
        await database.InsertAsync("row", [.. Enumerable.Range(0, 20).Select(i => $$"""{"id":{{i}},"text":"{{text}}"}""")]);
        await using var session = await database.Store.OpenAsync(SessionKind.Read, Cancellation);
        var read = Bind(database, All);
        await using var batches = await session.StreamAsync(database.Store.Compile(read), read, Cancellation);
        using var first = await batches.NextAsync(Cancellation);
        Assert.InRange(first!.Rows.Count, 1, 4);
    }

    [Fact]
    public async Task A_stream_keeps_its_snapshot_while_others_write()
    {
        await using var database = await FilledAsync(1000);
        await using var session = await database.Store.OpenAsync(SessionKind.Read, Cancellation);
        var read = Bind(database, All);
        await using var batches = await session.StreamAsync(database.Store.Compile(read), read, Cancellation);
        var count = 0;
        while (await batches.NextAsync(Cancellation) is { } batch)
        {
            using (batch) count += batch.Rows.Count;
            await database.InsertAsync("row", $$"""{"id":{{5000 + count}}}""");
        }
        Assert.Equal(1000, count);
    }

    [Fact]
    public async Task A_stream_that_nobody_reads_to_its_end_leaves_its_session_and_its_connection_as_they_were()
    {
        await using var database = await FilledAsync(5000, new() { Connections = 2 });
        var read = Bind(database, All with { Includes = [new("group", "")] });
        var plan = database.Store.Compile(read);
        for (var i = 0; i < 5; i++)
        {
            await using var session = await database.Store.OpenAsync(SessionKind.Read, Cancellation);
            await using var batches = await session.StreamAsync(plan, read, Cancellation);
            using var first = await batches.NextAsync(Cancellation);
            Assert.True(first!.Rows.Count > 0);
        }
        Assert.Equal(21, (await database.LinesAsync(new() { Resource = "row" })).Length);
    }

    [Fact]
    public async Task A_slow_reader_is_not_over_the_time_of_a_statement()
    {
        await using var database = await FilledAsync(30_000, new() { Statement = TimeSpan.FromMilliseconds(500) });
        await using var session = await database.Store.OpenAsync(SessionKind.Read, Cancellation);
        var read = Bind(database, All);
        await using var batches = await session.StreamAsync(database.Store.Compile(read), read, Cancellation);
        var count = 0;
        while (await batches.NextAsync(Cancellation) is { } batch)
        {
            using (batch) count += batch.Rows.Count;
            if (count <= 1000) await Task.Delay(400, Cancellation);
        }
        Assert.Equal(30_000, count);
    }

    [Fact]
    public async Task A_reader_who_goes_away_ends_the_stream()
    {
        await using var database = await FilledAsync(2000);
        using var source = new CancellationTokenSource();
        await using var session = await database.Store.OpenAsync(SessionKind.Read, Cancellation);
        var read = Bind(database, All);
        await using var batches = await session.StreamAsync(database.Store.Compile(read), read, source.Token);
        using (await batches.NextAsync(source.Token)) await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await batches.NextAsync(source.Token) is { } batch) batch.Dispose();
        });
    }

    [Fact]
    public async Task Rows_by_the_hundred_are_what_they_would_be_alone()
    {
        await using var database = await CreateAsync();
        string[] rows =
        [
            """{"small":-999999.99,"large":12345678901234567890.0123456789,"double":-5E-324,"bool":true,"date":"0001-01-01","time":"23:59:59.999999","datetime":"9999-12-31T23:59:59.999999"}""",
            """{"text":"tab\t line\n return\r back\\slash \"quote\" \\N 𝒳","timestamp":"2026-01-31T13:45:30+01:00","duration":"P1DT2H30M","uuid":"0197b2a4-6b1c-7d7e-8f00-1234567890ab"}""",
            """{"text":"","json":{"b":"a\\nb\tc","a":[null,1.10]},"bytes":"AP8KXA==","words":["","𝒳","a\"b","NULL","\\","\t",","]}""",
            """{"text":"\\N","large":-0.0000000001,"double":1.7976931348623157E+308,"bool":false,"duration":"-PT0.000001S","bytes":"","words":[],"json":"text"}""",
            "{}",
        ];
        // A row alone, and then the same among many.
        for (var i = 0; i < rows.Length; i++) await database.InsertAsync("row", With(rows[i], 1000 + i));
        await database.InsertAsync("row", [.. Enumerable.Range(0, 500).Select(i => With(rows[i % rows.Length], i))]);
        var lines = (await StreamAsync(database, All)).ToDictionary(line => int.Parse(line[1..line.IndexOf(',', StringComparison.Ordinal)], CultureInfo.InvariantCulture), line => line[line.IndexOf(',', StringComparison.Ordinal)..]);
        Assert.Equal(505, lines.Count);
        for (var i = 0; i < 500; i++) Assert.Equal(lines[1000 + i % rows.Length], lines[i]);

        static string With(string row, int id) => $$"""{"id":{{id}}{{(row == "{}" ? "" : ",")}}{{row[1..]}}""";
    }

    [Fact]
    public async Task Rows_by_the_hundred_bring_their_children_and_links_and_get_keys()
    {
        await using var database = await FilledAsync(300);
        Assert.Equal(WriteStatus.Done, (await database.InsertAsync("group", [.. Enumerable.Range(0, 200).Select(i => $$"""{"id":{{i + 10}},"name":"n{{i}}"}""")])).Status);
        var made = await database.InsertAsync("group", [.. Enumerable.Range(0, 200).Select(i => $$"""{"name":"m{{i}}"}""")]);
        Assert.Equal(Enumerable.Range(210, 200).Select(i => (long)i), made.Keys.Select(key => key[0].AsInteger));
        var lines = await StreamAsync(database, All with { Names = [new("id", "")], Includes = [new("parts", ""), new("tags", "")] });
        Assert.Matches("""^\[299\] parts=\{\[\d+,299,"a299"\] \[\d+,299,"b299"\]\} tags=\{\["t",null\]\}$""", lines[299]);
    }

    [Theory]
    [InlineData("""{"id":77}""", ViolationKind.Unique, "id")]
    [InlineData("""{"id":400,"groupId":99}""", ViolationKind.MissingReference, "groupId")]
    public async Task Of_many_rows_the_one_that_is_refused_is_named(string wrong, ViolationKind kind, string field)
    {
        await using var database = await FilledAsync(1);
        var rows = Enumerable.Range(1, 300).Select(i => $$"""{"id":{{i}}}""").ToArray();
        rows[210] = wrong;
        var result = await database.InsertAsync("row", rows);
        Assert.Equal((WriteStatus.Refused, kind, 210), (result.Status, result.Violation!.Kind, result.Violation.Row));
        Assert.Equal([field], result.Violation.Fields.Select(one => one.Name));
        Assert.Single(await StreamAsync(database, All));
    }

    [Fact]
    public async Task A_part_of_a_transaction_is_undone_by_itself()
    {
        await using var database = await CreateAsync();
        await using (var session = await database.Store.OpenAsync(SessionKind.Write, Cancellation))
        {
            await WriteAsync("a", WriteStatus.Done);
            await session.BeginPartAsync(Cancellation);
            await WriteAsync("b", WriteStatus.Done);
            await session.BeginPartAsync(Cancellation);
            await WriteAsync("c", WriteStatus.Done);
            await WriteAsync("a", WriteStatus.Refused);
            await session.UndoPartAsync(Cancellation);
            await WriteAsync("d", WriteStatus.Done);
            await session.UndoPartAsync(Cancellation);
            await WriteAsync("e", WriteStatus.Done);
            await session.CommitAsync(Cancellation);

            async Task WriteAsync(string name, WriteStatus status)
            {
                var (insert, _) = database.Prepare("group", $$"""{"name":"{{name}}"}""");
                Assert.Equal(status, (await session.WriteAsync(database.Store.Compile(insert!), insert!, Cancellation)).Status);
            }
        }
        var read = new ReadOperation { Resource = "group", Selection = new Selection { Names = [new("name", "")], Order = [new OrderTerm("name", false, "")] } };
        Assert.Equal(["[\"a\"]", "[\"b\"]", "[\"e\"]"], await database.LinesAsync(read));
    }

    [Fact]
    public async Task A_dump_has_all_that_is_stored_of_one_snapshot()
    {
        await using var database = await FilledAsync(120);
        await database.InsertAsync("row", """{"id":500,"secret":"s"}""");
        await using var dumper = await Dumper.BeginAsync(database.Engine, Cancellation);
        var rows = await LinesAsync(dumper.RowsAsync(database.Model.FindResource("row")!, Cancellation));
        await database.InsertAsync("row", """{"id":501}""");
        Assert.Equal(121, rows.Length);
        Assert.Equal(121, await dumper.CountAsync(database.Model.FindResource("row")!, Cancellation));
        Assert.EndsWith("\"s\",1]", rows[120], StringComparison.Ordinal);
        var links = await LinesAsync(dumper.LinksAsync(database.Model.FindResource("row")!.FindRelation("tags")!, Cancellation));
        Assert.Equal((121, "[1] tags={[\"t\"]}", "[2] tags={}"), (links.Length, links[1], links[2]));
    }

    private async Task<TestDatabase> FilledAsync(int count, StoreLimits? limits = null)
    {
        var database = await CreateAsync(Contract, limits ?? new StoreLimits());
        await database.InsertAsync("group", """{"name":"g"}""");
        await database.InsertAsync("tag", """{"id":"t"}""");
        foreach (var some in Enumerable.Range(0, count).Chunk(2000)) await database.InsertAsync("row", [.. some.Select(Row)]);
        return database;

        static string Row(int i) => i % 2 == 0 ? $$"""{"id":{{i}}}""" : $$"""{"id":{{i}},"groupId":1,"tagIds":["t"],"parts":[{"label":"a{{i}}"},{"label":"b{{i}}"}]}""";
    }

    private Task<TestDatabase> CreateAsync() => CreateAsync(Contract, new StoreLimits());

    private static BoundRead Bind(TestDatabase database, Selection selection) => database.Bind(new ReadOperation { Resource = "row", Selection = selection });

    private static async Task<string[]> StreamAsync(TestDatabase database, Selection selection)
    {
        await using var session = await database.Store.OpenAsync(SessionKind.Read, Cancellation);
        var read = Bind(database, selection);
        await using var batches = await session.StreamAsync(database.Store.Compile(read), read, Cancellation);
        var lines = new List<string>();
        while (await batches.NextAsync(Cancellation) is { } batch)
        {
            using (batch) lines.AddRange(Enumerable.Range(0, batch.Rows.Count).Select(row => TestDatabase.Line(batch, row)));
        }
        return [.. lines];
    }

    private static async Task<string[]> LinesAsync(IAsyncEnumerable<Results.ResultNode> batches)
    {
        var lines = new List<string>();
        await foreach (var batch in batches)
        {
            using (batch) lines.AddRange(Enumerable.Range(0, batch.Rows.Count).Select(row => TestDatabase.Line(batch, row)));
        }
        return [.. lines];
    }
}
