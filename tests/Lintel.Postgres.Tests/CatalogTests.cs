using Lintel.Adoption.Catalog;
using Lintel.Conformance;
using Lintel.Postgres.Catalog;
using Lintel.Postgres.Testing;
using Lintel.Testing;
using Npgsql;

namespace Lintel.Postgres.Tests;

public sealed class CatalogTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("chinook")]
    [InlineData("oddities")]
    public async Task The_catalog_of_a_database_is_read_whole(string name)
    {
        await using var database = await ForeignDatabase.CreateAsync(name + ".postgres.sql");
        Golden.Matches($"tests/golden/catalog/{name}.postgres.txt", CatalogPrint.Of(await ReadAsync(database.Options, new CatalogScope())));
    }

    [Fact]
    public async Task Only_what_was_asked_for_is_told_of()
    {
        await using var database = await ForeignDatabase.CreateAsync("oddities.postgres.sql");
        var one = await ReadAsync(database.Options, new CatalogScope { Schemas = ["sales"], Tables = "p*" });
        Assert.Equal(["sales.person"], one.Tables.Select(table => table.Name.ToString()));
        var part = await ReadAsync(database.Options, new CatalogScope { Tables = "public.event_2023, key_t?xt" });
        Assert.Equal([("event_2023", CatalogTableKind.Partition), ("key_text", CatalogTableKind.Table)], part.Tables.Select(table => (table.Name.Name, table.Kind)));
        Assert.DoesNotContain(part.Omissions, omission => !omission.What.StartsWith("function ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rights_are_those_of_the_role_that_reads()
    {
        await using var database = await ForeignDatabase.CreateEmptyAsync();
        var role = database.Name;
        await database.RunAsync($"""
            CREATE ROLE {role} LOGIN;
            CREATE TABLE open (id int PRIMARY KEY, secret text, fixed text);
            GRANT SELECT (id, fixed), UPDATE (id), INSERT ON open TO {role};
            CREATE TABLE shut (id int);
            CREATE SCHEMA closed; CREATE TABLE closed.thing (id int); GRANT ALL ON closed.thing TO {role};
            """);
        try
        {
            var catalog = await ReadAsync(database.Options with { User = role }, new CatalogScope());
            var table = Assert.Single(catalog.Tables);
            Assert.Equal(CatalogRights.Select | CatalogRights.Insert | CatalogRights.Update, table.Rights);
            Assert.Equal(
                [CatalogRights.Select | CatalogRights.Insert | CatalogRights.Update, CatalogRights.Insert, CatalogRights.Select | CatalogRights.Insert],
                table.Columns.Select(column => column.Rights));
            Assert.Equal(["table closed.thing", "table public.shut"], catalog.Omissions.Select(omission => omission.What));
        }
        finally
        {
            await database.RunAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task A_table_that_goes_while_the_catalog_is_read_is_one_that_is_gone()
    {
        await using var database = await ForeignDatabase.CreateEmptyAsync();
        await database.RunAsync("CREATE TABLE stays (id int PRIMARY KEY); CREATE TABLE goes (id int PRIMARY KEY, n int); CREATE INDEX ON goes ((n + 1))");
        await using var other = await database.ConnectAsync();
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await RunAsync("DROP TABLE goes");
        var reading = ReadAsync(database.Options, new CatalogScope());
        // The reader has found the index, and waits for the table to tell what the index is of.
        while (!await IsAwaitedAsync()) await Task.Delay(10, Cancellation);
        await transaction.CommitAsync(Cancellation);
        Assert.Equal(["public.stays"], (await reading).Tables.Select(table => table.Name.ToString()));

        async Task RunAsync(string statement)
        {
            await using var command = new NpgsqlCommand(statement, other, transaction);
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        async Task<bool> IsAwaitedAsync()
        {
            await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))", other, transaction);
            return reading.IsCompleted || (bool)(await command.ExecuteScalarAsync(Cancellation))!;
        }
    }

    private static async Task<DatabaseCatalog> ReadAsync(PostgresOptions options, CatalogScope scope)
    {
        await using var reader = new PostgresCatalog(options);
        return await reader.ReadAsync(scope, Cancellation);
    }
}
