using System.Globalization;
using Lintel.Binding;
using Lintel.Engine;
using Lintel.Engine.Writes;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>What is deleted softly stays in its table, and no reference is written to it, whoever else writes at the same time.</summary>
public abstract class SoftDeleteTests : StoreTests
{
    /// <summary>Makers and things that refer to them.</summary>
    protected const string Contract = """
          maker:
            key: int
            managed: [version]
            softDelete: true
            fields:
              name: string
            rules: [name != 'bad', count(parts) < 3]
          makerPart:
            partOf: maker
            key: int
            fields: { n: int }
          thing:
            key: int
            managed: []
            fields:
              maker: maker
              part: makerPart? reverse things
        """;

    private static readonly ReadOperation Makers = new() { Resource = "maker", Selection = new() { Order = [new("id", false, "")] } };

    [Fact]
    public async Task A_table_with_rows_gets_the_column_and_its_rows_are_not_deleted()
    {
        var without = Contract.Replace("    softDelete: true\n", "", StringComparison.Ordinal);
        await using var database = await CreateAsync(without);
        await database.InsertAsync("maker", """{"name":"a"}""");
        Assert.NotEmpty((await database.StartAsync(Contract)).Applied);
        Assert.Empty((await database.StartAsync(Contract)).Applied);
        await using var store = database.Reopen(TestDatabase.Compile(Contract));
        var engine = new LintelEngine(TestDatabase.Compile(Contract), store, TimeProvider.System);
        Assert.Equal("done", await WriteAsync(engine, Delete("1")));
        using var gone = await engine.ExecuteAsync(Makers, TestDatabase.Cancellation);
        Assert.Equal(0, gone.Result!.Rows.Count);
    }

    [Fact]
    public async Task A_load_may_bring_rows_that_are_deleted_and_those_keep_no_rules()
    {
        await using var database = await CreateAsync(Contract);
        var outcome = await database.LoadAsync("maker", "maker.csv", "name,deletedAt\ngood,\nbad,2026-01-01T00:00:00Z\n");
        Assert.True(outcome.IsDone, string.Join(", ", outcome.Failures));
        Assert.True((await database.LoadAsync("makerPart", "makerPart.csv", "makerId,n\n2,1\n2,2\n2,3\n1,1\n")).IsDone);
        Assert.False((await database.LoadAsync("makerPart", "makerPart.csv", "makerId,n\n1,2\n1,3\n")).IsDone);
        Assert.False((await database.LoadAsync("maker", "maker.csv", "name\nbad\n")).IsDone);
        Assert.Equal(["""[1,"good",1,null]"""], await database.LinesAsync(Makers));
        Assert.Equal("rule", await WriteAsync(database.Engine, Restore("2")));
        await database.ExecuteAsync("UPDATE maker SET name = 'better' WHERE id = 2");
        Assert.Equal("rule", await WriteAsync(database.Engine, Restore("2")));
        await database.ExecuteAsync("DELETE FROM maker_part WHERE n = 3");
        Assert.Equal("done", await WriteAsync(database.Engine, Restore("2")));
        Assert.Equal("""[2,"better",2,null]""", (await database.LinesAsync(Makers))[1]);
    }

    [Fact]
    public async Task A_row_from_before_a_rule_that_it_breaks_can_be_deleted_but_not_restored()
    {
        await using var database = await CreateAsync(Contract.Replace("name != 'bad', ", "", StringComparison.Ordinal));
        await database.InsertAsync("maker", """{"name":"bad"}""");
        await database.StartAsync(Contract);
        await using var store = database.Reopen(TestDatabase.Compile(Contract));
        var engine = new LintelEngine(TestDatabase.Compile(Contract), store, TimeProvider.System);
        Assert.Equal("done", await WriteAsync(engine, Delete("1")));
        Assert.Equal("rule", await WriteAsync(engine, Restore("1")));
    }

    [Theory]
    [InlineData("""{"makerId":1}""", "/makerId")]
    [InlineData("""{"makerId":2,"partId":1}""", "/partId")]
    public async Task Who_refers_to_a_row_that_is_being_deleted_waits_and_is_refused(string body, string pointer)
    {
        await using var database = await CreateAsync(Contract);
        await FillAsync(database);
        var (lockRow, delete) = SoftDelete(database.Model.FindResource("maker")!);
        await using var session = await database.Store.OpenAsync(SessionKind.Write, TestDatabase.Cancellation);
        (await session.ReadAsync(database.Store.Compile(lockRow), lockRow, TestDatabase.Cancellation)).Dispose();
        Assert.Equal(WriteStatus.Done, (await session.WriteAsync(database.Store.Compile(delete), delete, TestDatabase.Cancellation)).Status);
        var create = Task.Run(() => database.Engine.ExecuteAsync(new CreateOperation { Resource = "thing", Rows = [Json.Read(body)] }, TestDatabase.Cancellation).AsTask());
        await Task.Delay(200, TestDatabase.Cancellation);
        Assert.False(create.IsCompleted);
        await session.CommitAsync(TestDatabase.Cancellation);
        await session.DisposeAsync();
        using var outcome = await create;
        Assert.Equal(("missing-reference", pointer), (outcome.Problem!.Error.Code, outcome.Problem.Errors.Single().Pointer));
    }

    [Fact]
    public async Task Who_deletes_a_row_that_is_being_referred_to_waits_and_deletes_it()
    {
        await using var database = await CreateAsync(Contract);
        await FillAsync(database);
        await using var session = await ReferringAsync(database);
        var delete = Task.Run(() => WriteAsync(database.Engine, Delete("1")));
        await Task.Delay(200, TestDatabase.Cancellation);
        Assert.False(delete.IsCompleted);
        await session.CommitAsync(TestDatabase.Cancellation);
        await session.DisposeAsync();
        Assert.Equal("done", await delete);
    }

    [Fact]
    public async Task Of_many_who_delete_and_restore_at_once_each_is_done_and_the_version_counts_them()
    {
        await using var database = await CreateAsync(Contract);
        await FillAsync(database);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => WriteAsync(database.Engine, i % 2 == 0 ? Delete("1") : Restore("1")))));
        Assert.All(outcomes, outcome => Assert.True(outcome is "done" or "not-found", outcome));
        using var row = await database.ReadAsync(new ReadOperation { Resource = "maker", Key = ["1"], Selection = new() { Deleted = DeletedRows.Include } });
        var maker = row.Selection.Resource;
        var isDeleted = !row.Rows[0, row.Selection.Place(maker.DeletedAt!)].IsNull;
        // From version 1 on each change turns the one into the other, so that odd versions are there.
        Assert.Equal(isDeleted, int.Parse(TestDatabase.Text(row, 0, maker.Version!), CultureInfo.InvariantCulture) % 2 == 0);
    }

    /// <summary>A write that is about to refer to a part of maker 1.</summary>
    protected static async Task<IStoreSession> ReferringAsync(TestDatabase database)
    {
        var session = await database.Store.OpenAsync(SessionKind.Write, TestDatabase.Cancellation);
        var services = new WriteServices(database.Model, database.Binder, new PlanCache(database.Store, 10), TimeProvider.System);
        var transaction = new WriteTransaction(services, new Sessions(database.Store, TimeProvider.System), null, session, 0, isShared: true, TestDatabase.Cancellation);
        var live = await LiveRows.FindAsync(transaction, database.Model.FindResource("makerPart")!, [Value.Of(1L), Value.Of(9L)]);
        Assert.Equal([Value.Of(1L)], live);
        return session;
    }

    private static DeleteOperation Delete(string key) => new() { Resource = "maker", Key = [key] };

    private static UpdateOperation Restore(string key) => new() { Resource = "maker", Key = [key], Patch = InputValue.Object([]), Restores = true };

    /// <summary>What became of a write: done, or the code of its problem.</summary>
    private static async Task<string> WriteAsync(LintelEngine engine, Operation operation)
    {
        using var outcome = await engine.ExecuteAsync(operation, TestDatabase.Cancellation);
        return outcome.Problem?.Error.Code ?? "done";
    }

    // By hand, to stop between the steps.
    private static (BoundRead Lock, BoundUpdate Delete) SoftDelete(Resource maker)
    {
        Value[] key = [Value.Of(1L)];
        return (LiveRows.ByKey(maker, key, [new BoundPath([], maker.Key[0])], RowLock.Delete), SoftDeletes.Hide(maker, key, null, 0));
    }

    protected static async Task FillAsync(TestDatabase database)
    {
        foreach (var name in (string[])["a", "b"])
            await database.InsertAsync("maker", string.Create(CultureInfo.InvariantCulture, $$"""{"name":"{{name}}","parts":[{"n":1}]}"""));
    }
}
