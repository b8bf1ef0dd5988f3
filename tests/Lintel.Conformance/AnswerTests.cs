using Lintel.Engine;
using Lintel.Operations;

namespace Lintel.Conformance;

/// <summary>What a write answers is what a read says afterwards, whatever comes along.</summary>
public abstract class AnswerTests : StoreTests
{
    private const string Resources = """
          shop:
            key: string
            fields: { name: string, size: { computed: size(name), stored: true } }
          clerk:
            key: int
            fields:
              name: string unique
              boss: { type: clerk, nullable: true, reverse: staff }
              shop: shop?
              shout: { computed: name + '!' }
              chief: { computed: boss.name }
              level: { computed: "boss.boss != null ? 3 : boss != null ? 2 : 1" }
              helpers: { computed: count(staff) }
              earned: { computed: sum(bills.sum) }
          bill:
            fields:
              clerk: clerk
              note: text?
              total: decimal(8,2) = 0
              shops: shop[]
              sum: { computed: sum(lines.gross) }
              past: { computed: createdAt <= now() }
              most: { computed: "max(lines.price) + count(notes)" }
              places: { computed: count(shops) }
              rank: { computed: "clerk.bills.count(b, b.total > total)" }
          billLine:
            partOf: bill
            fields:
              shop: shop?
              price: decimal(8,2)
              gross: { computed: price * 1.19 }
              twice: { computed: 2 * price, stored: true }
              share: { computed: price / bill.sum }
              pieces: { computed: count(parts) }
          billNote:
            partOf: bill
            key: long
            fields: { text: text? }
          part:
            partOf: billLine
            fields: { name: string }
        """;

    [Theory]
    [InlineData("clerk", """{"name":"C","bossId":2,"shopId":"x"}""", "boss,shop,staff")]
    [InlineData("clerk", """{"name":"Ü\"'"}""", "boss,boss.boss,boss.staff")]
    [InlineData("bill", """{"clerkId":1,"note":null,"total":1.5}""", "clerk,clerk.boss,lines,notes,shops")]
    [InlineData("bill", """{"clerkId":1,"lines":[{"price":2,"shopId":"x"},{"price":1.25},{"price":3,"shopId":"y"}]}""", "lines.shop,clerk.shop,clerk.bills")]
    [InlineData("bill", """{"clerkId":1,"total":0.5}""", "")]
    [InlineData("bill", """{"clerkId":1,"lines":[{"price":2},{"price":1.25}]}""", "")]
    [InlineData("shop", """{"id":"z","name":"𝒳y"}""", "")]
    [InlineData("bill", """{"clerkId":2,"notes":[{"text":"a"},{"text":null},{}],"lines":[]}""", "lines,notes")]
    [InlineData("bill", """{"clerkId":2,"notes":[{},{}],"lines":[{"price":1}]}""", "lines,notes,notes.bill")]
    [InlineData("bill", """{"clerkId":1,"shopIds":["y","x"],"lines":[{"price":0,"parts":[{"name":"p"},{"name":"q"}]},{"price":1,"parts":[{"name":"r"}]}]}""", "lines.parts,shops")]
    public async Task A_create_answers_what_a_read_says(string resource, string body, string include)
    {
        await using var database = await FilledAsync();
        var selection = Including(include);
        using var answer = (await RunAsync(database, new CreateOperation { Resource = resource, Rows = [Json.Read(body)], Selection = selection })).Result!;
        var key = answer.Selection.Resource.Key.Select(field => TestDatabase.Text(answer, 0, field)).ToArray();
        Assert.Equal(Assert.Single(await database.LinesAsync(new() { Resource = resource, Key = key, Selection = selection })), TestDatabase.Line(answer, 0));
    }

    [Theory]
    [InlineData("1", """{"name":"A2"}""")]
    [InlineData("2", """{"bossId":2,"name":"B2"}""")]
    public async Task An_update_answers_what_is_computed_of_other_rows_of_its_table(string key, string patch)
    {
        await using var database = await FilledAsync();
        using var answer = (await RunAsync(database, new UpdateOperation { Resource = "clerk", Key = [key], Patch = Json.Read(patch) })).Result!;
        Assert.Equal(Assert.Single(await database.LinesAsync(new() { Resource = "clerk", Key = [key] })), TestDatabase.Line(answer, 0));
    }

    [Theory]
    [InlineData("""{"name":"B2"}""", "")]
    [InlineData("""{"bossId":null,"shopId":"y"}""", "boss,shop")]
    [InlineData("""{"bossId":2}""", "boss,boss.boss,staff")]
    [InlineData("""{"shopId":"x"}""", "bills,bills.lines.shop,shop.clerks")]
    [InlineData("""{}""", "staff")]
    public async Task An_update_answers_what_a_read_says(string patch, string include)
    {
        await using var database = await FilledAsync();
        await RunAsync(database, new CreateOperation { Resource = "bill", Rows = [Json.Read("""{"clerkId":2,"lines":[{"price":1,"shopId":"y"}]}""")] });
        var selection = Including(include);
        using var answer = (await RunAsync(database, new UpdateOperation { Resource = "clerk", Key = ["2"], Patch = Json.Read(patch), Selection = selection })).Result!;
        Assert.Equal(Assert.Single(await database.LinesAsync(new() { Resource = "clerk", Key = ["2"], Selection = selection })), TestDatabase.Line(answer, 0));
    }

    [Theory]
    [InlineData("clerk", """{"name":"A"}""", "not-unique", "/name")]
    [InlineData("bill", """{"clerkId":9,"lines":[{"price":1}]}""", "missing-reference", "/clerkId")]
    [InlineData("bill", """{"clerkId":1,"lines":[{"price":1,"shopId":"x"},{"price":1,"shopId":"none"}]}""", "missing-reference", "/lines/1/shopId")]
    [InlineData("bill", """{"clerkId":1,"shopIds":["x","none"]}""", "missing-reference", "/shopIds/1")]
    public async Task A_refused_create_says_where_and_leaves_nothing(string resource, string body, string code, string pointer)
    {
        await using var database = await FilledAsync();
        var outcome = await database.Engine.ExecuteAsync(new CreateOperation { Resource = resource, Rows = [Json.Read(body)], Selection = Including("") }, TestDatabase.Cancellation);
        var error = Assert.Single(outcome.Problem!.Errors);
        Assert.Equal((code, pointer), (error.Code, error.Pointer));
        Assert.Empty(await database.LinesAsync(new() { Resource = "bill" }));
        Assert.Equal(2, (await database.LinesAsync(new() { Resource = "clerk" })).Length);
    }

    [Fact]
    public async Task An_update_of_another_version_or_of_no_row_changes_nothing()
    {
        await using var database = await FilledAsync();
        var patch = Json.Read("""{"name":"new"}""");
        var stale = await database.Engine.ExecuteAsync(new UpdateOperation { Resource = "clerk", Key = ["1"], Patch = patch, IfMatch = ["7"] }, TestDatabase.Cancellation);
        var none = await database.Engine.ExecuteAsync(new UpdateOperation { Resource = "clerk", Key = ["9"], Patch = patch, IfMatch = ["7"] }, TestDatabase.Cancellation);
        var refused = await database.Engine.ExecuteAsync(new UpdateOperation { Resource = "clerk", Key = ["1"], Patch = Json.Read("""{"bossId":9}""") }, TestDatabase.Cancellation);
        Assert.Equal(("precondition-failed", "not-found", "/bossId"), (stale.Problem!.Error.Code, none.Problem!.Error.Code, refused.Problem!.Errors[0].Pointer));
        Assert.Equal(["A", "B"], (await database.LinesAsync(new() { Resource = "clerk", Selection = new() { Names = [new("name", "")] } })).Select(line => line[2..^2]));
    }

    private static async Task<Outcome> RunAsync(TestDatabase database, Operation operation)
    {
        var outcome = await database.Engine.ExecuteAsync(operation, TestDatabase.Cancellation);
        Assert.True(outcome.Problem is null, outcome.Problem?.Detail + string.Join(", ", outcome.Problem?.Errors.Select(error => $"{error.Pointer} {error.Detail}") ?? []));
        return outcome;
    }

    private static Selection Including(string include) => new()
    {
        Includes = [.. include.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(path => path.Split('.').Reverse()
            .Aggregate((SelectedName?)null, (inner, name) => new SelectedName(name, "", inner is null ? null : new Selection { Includes = [inner] }))!)],
    };

    private async Task<TestDatabase> FilledAsync()
    {
        var database = await CreateAsync(Resources);
        await database.InsertAsync("shop", """{"id":"x","name":"X","version":1}""", """{"id":"y","name":"Y","version":1}""");
        foreach (var clerk in new[] { """{"name":"A","shopId":"x"}""", """{"name":"B","bossId":1}""" })
            await RunAsync(database, new CreateOperation { Resource = "clerk", Rows = [Json.Read(clerk)] });
        return database;
    }
}
