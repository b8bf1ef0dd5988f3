using Lintel.Binding;
using Lintel.Engine.Loading;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>Rules hold whatever way a write takes: the database keeps those of one row, and the others are asked behind the write.</summary>
public abstract class RuleTests : StoreTests
{
    private const string Contract = """
          team:
            key: string
            managed: [version]
            fields:
              seats: int = 9
          person:
            key: int
            managed: [version]
            fields:
              age: int = 30
              left: int? = 1
              right: int? = 1
              team: team? onDelete setNull
            rules:
              - { name: adult, check: age >= 18, message: Only adults. }
              - { name: seated, check: team != null or age < 60 }
              - { name: fits, check: left + right + sum(notes.weight) <= 10 }
              - { name: enoughSeats, check: team == null or team.seats > left }
          personNote:
            partOf: person
            key: int
            fields:
              weight: int = 0
            rules:
              - weight < 9
              - { name: lessThanLeft, check: weight <= person.left }
        """;

    [Fact]
    public async Task A_write_that_nobody_checked_is_refused_by_the_name_of_the_rule()
    {
        await using var database = await CreateAsync(Contract);
        await FillAsync(database);
        var person = database.Model.FindResource("person")!;
        AssertBroken(await database.WriteAsync(Update(person, 1, person.FindField("age")!, Value.Of(17L))), "person", "adult");
        AssertBroken(await database.WriteAsync(Insert(person, 1)), "person", "adult");
        Assert.Equal(["""[1,50,1,1,null,1]"""], await database.LinesAsync(new() { Resource = "person" }));
    }

    [Fact]
    public async Task An_operator_can_not_pass_by_a_rule_of_one_row_either()
    {
        await using var database = await CreateAsync(Contract);
        await FillAsync(database);
        await Assert.ThrowsAnyAsync<Exception>(() => database.ExecuteAsync("UPDATE person SET age = 17 WHERE id = 1"));
        await Assert.ThrowsAnyAsync<Exception>(() => database.ExecuteAsync("INSERT INTO person_note (person_id, weight) VALUES (1, 9)"));
        await database.ExecuteAsync("UPDATE person SET age = 51 WHERE id = 1");
    }

    [Fact]
    public async Task A_row_is_not_deleted_whose_loss_would_break_a_rule_of_another()
    {
        await using var database = await CreateAsync(Contract);
        await database.InsertAsync("team", """{"id":"a"}""", """{"id":"b"}""");
        await database.InsertAsync("person", """{"age":70,"teamId":"a"}""", """{"age":50,"teamId":"b"}""");
        var team = database.Model.FindResource("team")!;
        var refused = await database.WriteAsync(new BoundDelete { Resource = team, Key = [0], Parameters = [Value.Of("a")] });
        Assert.Equal((WriteStatus.Refused, ViolationKind.StillReferenced), (refused.Status, refused.Violation!.Kind));
        Assert.Equal(WriteStatus.Done, (await database.WriteAsync(new BoundDelete { Resource = team, Key = [0], Parameters = [Value.Of("b")] })).Status);
        Assert.Equal(["""[1,70,1,1,"a",1]""", """[2,50,1,1,null,1]"""], await database.LinesAsync(new() { Resource = "person" }));
    }

    [Fact]
    public async Task Rules_come_and_go_with_the_contract_and_rows_from_before_are_asked_when_they_are_next_written()
    {
        const string Before = "  thing:\n    key: int\n    managed: []\n    fields:\n      size: int\n      note: string?\n";
        const string First = Before + "    rules: [size > 1, { name: small, check: size < 9 }]\n";
        const string Second = Before + "    rules: [{ name: tiny, check: size < 9 }, size != 5]\n";
        await using var database = await CreateAsync(Before);
        await database.InsertAsync("thing", """{"size":0}""", """{"size":5}""");

        Assert.NotEmpty((await PrepareAsync(database, First)).Applied);
        Assert.Empty((await PrepareAsync(database, First)).Applied);
        Assert.Equal(["[1,0,null]", "[2,5,null]"], await database.LinesAsync(new() { Resource = "thing" }));
        await Assert.ThrowsAnyAsync<Exception>(() => database.ExecuteAsync("UPDATE thing SET note = 'x' WHERE id = 1"));
        await database.ExecuteAsync("UPDATE thing SET note = 'x' WHERE id = 2");
        await database.ExecuteAsync("UPDATE thing SET size = 2 WHERE id = 1");

        // Of a rule with another name nothing changes.
        Assert.DoesNotContain((await PrepareAsync(database, Second)).Applied, statement => statement.Contains("< 9", StringComparison.Ordinal));
        Assert.Empty((await PrepareAsync(database, Second)).Applied);
        await database.ExecuteAsync("UPDATE thing SET size = 0 WHERE id = 1");
        await Assert.ThrowsAnyAsync<Exception>(() => database.ExecuteAsync("UPDATE thing SET size = 5 WHERE id = 1"));

        Assert.NotEmpty((await PrepareAsync(database, Before)).Applied);
        Assert.Empty((await PrepareAsync(database, Before)).Applied);
        await database.ExecuteAsync("UPDATE thing SET size = 99");
    }

    [Fact]
    public async Task A_rule_is_kept_where_table_and_columns_are_called_otherwise()
    {
        await using var database = await CreateAsync("  thing:\n    key: int\n    managed: []\n    fields:\n      size: int\n    rules: [size > 1]\n");
        const string Renamed = "  item:\n    was: thing\n    key: int\n    managed: []\n    fields:\n      extent: { type: int, was: size }\n    rules: [extent > 1]\n";
        Assert.Empty((await PrepareAsync(database, Renamed)).Applied);
        await database.ExecuteAsync("INSERT INTO thing (size) VALUES (2)");
        await Assert.ThrowsAnyAsync<Exception>(() => database.ExecuteAsync("INSERT INTO thing (size) VALUES (1)"));
    }

    [Fact]
    public async Task A_migration_leaves_the_rules_of_the_contract_behind()
    {
        const string First = "  thing:\n    key: int\n    managed: []\n    fields:\n      size: int\n      kind: enum(a, b)\n    rules: [size > 1, size < 9]\n";
        var second = First.Replace("enum(a, b)", "enum(a, b, c)", StringComparison.Ordinal).Replace("size < 9", "size < 8 or kind == 'c'", StringComparison.Ordinal);
        await using var database = await CreateAsync(First);
        await Assert.ThrowsAsync<StoreException>(() => PrepareAsync(database, second));
        await database.MigrateAsync(second);
        Assert.Empty((await PrepareAsync(database, second)).Applied);
        await database.ExecuteAsync("INSERT INTO thing (size, kind) VALUES (8, 'c')");
        await Assert.ThrowsAnyAsync<Exception>(() => database.ExecuteAsync("INSERT INTO thing (size, kind) VALUES (8, 'a')"));
    }

    [Fact]
    public async Task Rules_of_tables_with_long_names_are_told_apart()
    {
        var name = "a" + new string('x', 48);
        var contract = string.Concat(((char[])['1', '2']).Select(end => $"  {name}{end}:\n    table: {name}{end}\n    key: int\n    managed: []\n    fields: {{ n: int }}\n    rules: [n > 1, n < 9]\n"));
        await using var database = await CreateAsync(contract);
        Assert.Empty((await PrepareAsync(database, contract)).Applied);
        foreach (var resource in database.Model.Resources)
        {
            await database.InsertAsync(resource.Name, """{"n":2}""");
            AssertBroken(await database.WriteAsync(Update(resource, 1, resource.FindField("n")!, Value.Of(9L), withVersion: false)), resource.Name, "n < 9");
        }
    }

    [Theory]
    [InlineData("person.csv", "age\n50\n17\n", ":3: Only adults.")]
    [InlineData("person.csv", "age,left\n50,1\n50,11\n", ": The person 2 breaks the rule 'fits'.")]
    [InlineData("person.csv", "age,left,teamId\n50,1,t\n50,9,t\n", ": The person 2 breaks the rule 'enoughSeats'.")]
    [InlineData("person.ndjson", """{"age":50,"left":3,"notes":[{"weight":2},{"weight":9}]}""", ":1: notes/1/weight: This must hold: weight < 9")]
    [InlineData("person.ndjson", """{"age":50,"left":3,"notes":[{"weight":2},{"weight":4}]}""", ": The personNote 2 breaks the rule 'lessThanLeft'.")]
    public async Task A_load_that_breaks_a_rule_leaves_nothing(string name, string text, string failure)
    {
        await using var database = await CreateAsync(Contract);
        await database.InsertAsync("team", """{"id":"t"}""");
        var outcome = await LoadAsync(database, "person", name, text);
        Assert.Equal(name + failure, Assert.Single(outcome.Failures).ToString());
        Assert.Empty(await database.LinesAsync(new() { Resource = "person" }));
    }

    [Fact]
    public async Task Rows_of_a_load_may_come_before_what_their_rules_ask_for()
    {
        await using var database = await CreateAsync("  a:\n    key: int\n    fields: { x: int }\n    rules: [count(parts) > 0]\n  aPart:\n    partOf: a\n    key: int\n    fields: { x: int }\n");
        Assert.Equal(1, (await LoadAsync(database, "a", "a.ndjson", """{"x":1,"parts":[{"x":1}]}""")).Rows);
        Assert.Equal(1, (await LoadAsync(database, "aPart", "aPart.csv", "aId,x\n1,2\n")).Rows);
        Assert.False((await LoadAsync(database, "a", "a.csv", "x\n1\n")).IsDone);
    }

    [Fact]
    public async Task Of_two_writes_that_only_together_break_a_rule_one_fails()
    {
        const int Rounds = 60;
        await using var database = await CreateAsync(Contract);
        await database.InsertAsync("person", [.. Enumerable.Range(0, Rounds).Select(_ => """{"age":50,"notes":[{"weight":1}]}""")]);
        var both = 0;
        for (var round = 1; round <= Rounds; round++)
        {
            var key = round.ToString(System.Globalization.CultureInfo.InvariantCulture);
            // Each alone leaves 7 + 1 + 1, both 7 + 7 + 1 of 10.
            var outcomes = await Task.WhenAll(PatchAsync(database, key, """{"left":7}"""), PatchAsync(database, key, """{"right":7}"""));
            var failed = outcomes.Where(outcome => outcome is not null).ToArray();
            Assert.All(failed, outcome => Assert.Equal("rule fits", outcome));
            both += 2 - failed.Length - 1;
        }
        Assert.Equal(0, both);
        using var broken = await database.ReadAsync(new ReadOperation { Resource = "person", Selection = new() { Filter = new("left + right + sum(notes.weight) > 10", "") } });
        Assert.Equal(0, broken.Rows.Count);
    }

    // What was refused: code and rule; null: it was done.
    private static Task<string?> PatchAsync(TestDatabase database, string key, string patch) => Task.Run(async () =>
    {
        using var outcome = await database.Engine.ExecuteAsync(new UpdateOperation { Resource = "person", Key = [key], Patch = Json.Read(patch), Selection = Selection.Default }, TestDatabase.Cancellation);
        return outcome.Problem is { } problem ? $"{problem.Error.Code} {problem.Errors[0].Rule}" : null;
    });

    private static async Task FillAsync(TestDatabase database) => await database.InsertAsync("person", """{"age":50}""");

    private static Task<LoadOutcome> LoadAsync(TestDatabase database, string resource, string name, string text) => database.LoadAsync(resource, name, text);

    private static Task<SchemaOutcome> PrepareAsync(TestDatabase database, string contract) => database.StartAsync(contract);

    private static BoundUpdate Update(Resource resource, long key, Field field, Value value, bool withVersion = true) => new()
    {
        Resource = resource,
        Key = [0],
        Fields = [field],
        Slots = [1],
        VersionSlot = withVersion ? 2 : -1,
        Parameters = [Value.Of(key), value, Value.Of([Value.Of(1L)])],
    };

    private static BoundInsert Insert(Resource person, long age) => new()
    {
        Resource = person,
        Rows = new BoundRows { Resource = person, Count = 1, Fields = [person.FindField("age")!], Slots = [0] },
        Parameters = [Value.Of([Value.Of(age)])],
    };

    private static void AssertBroken(WriteResult result, string resource, string rule)
    {
        Assert.Equal(WriteStatus.Refused, result.Status);
        Assert.Equal((ViolationKind.Check, resource, rule), (result.Violation!.Kind, result.Violation.Resource.Name, result.Violation.Rule?.Name));
    }
}
