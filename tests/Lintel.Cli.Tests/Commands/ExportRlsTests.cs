using Lintel.Postgres.Testing;
using Npgsql;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel export rls</c>: what a role sees and writes that comes to the tables without Lintel.</summary>
public sealed class ExportRlsTests
{
    private const string Ines = "ines.moreau@example.com";
    private const string Orders = "SELECT count(*) FROM \"order\"";

    private const string Board = """
        lintel: 1
        service: board
        version: v1
        info: { title: Board, description: Tasks of people. }
        auth: {}
        access: { read: true, write: "'admin' in caller.roles" }
        resources:
          label:
            key: int
            fields: { name: string(..20) }
            access: { read: "name in caller.claims.labels" }
          task:
            key: int
            fields: { owner: uuid?, level: int, weight: "decimal(5,2) = 0", labels: "label[]", secret: { type: string?, access: { read: "'admin' in caller.roles" } } }
            access:
              read: owner == caller.id or (owner != caller.id and level < caller.claims.level)
              update: owner == caller.id
              delete: weight < caller.claims.weight

        """;

    [Fact]
    public async Task A_plain_role_sees_the_rows_of_the_caller_alone()
    {
        await using var shop = await Secured.CreateAsync(Path.Combine(Repository.Root, "samples/shop"), Path.Combine(Repository.Root, "samples/shop/data"));
        Assert.Equal("0 0 0 30", await shop.AskAsync(new(), $"SELECT concat_ws(' ', (SELECT count(*) FROM customer), ({Orders}), (SELECT count(*) FROM order_line), (SELECT count(*) FROM product))"));
        Assert.Equal(Ines, await shop.AskAsync(new(Ines, "north"), "SELECT string_agg(email, ' ') FROM customer"));
        Assert.Equal("4 9", await shop.AskAsync(new(Ines, "north"), $"SELECT concat_ws(' ', ({Orders}), (SELECT count(*) FROM order_line))"));
        Assert.Equal("0", await shop.AskAsync(new(Ines, "south"), Orders));
        Assert.Equal("0", await shop.AskAsync(new(Ines), Orders));
        Assert.Equal("39", await shop.AskAsync(new("c", "north", """["clerk"]"""), Orders));
        Assert.Equal("21", await shop.AskAsync(new("c", "south", "{clerk}"), Orders));
        Assert.Equal("paid shipped", await shop.AskAsync(new("c", "north", "{courier}"), "SELECT string_agg(DISTINCT status, ' ' ORDER BY status) FROM \"order\""));
    }

    [Fact]
    public async Task A_plain_role_writes_the_rows_of_the_caller_alone()
    {
        await using var shop = await Secured.CreateAsync(Path.Combine(Repository.Root, "samples/shop"), Path.Combine(Repository.Root, "samples/shop/data"));
        var (own, other) = ("(SELECT customer_id FROM \"order\" LIMIT 1)", "'0194650a-7b04-7e95-9dbc-7c90fe17c557'::uuid");
        Assert.Equal("1", await shop.WriteAsync(new(Ines, "north"), Order(own, "north")));
        Assert.Equal("42501", await shop.WriteAsync(new(Ines, "north"), Order(other, "north")));
        Assert.Equal("42501", await shop.WriteAsync(new(Ines, "north"), Order(own, "south")));
        // The clerk of one branch may write for any of its customers, and for no other's.
        Assert.Equal("1", await shop.WriteAsync(new("c", "north", "{clerk}"), Order(other, "north")));
        Assert.Equal("42501", await shop.WriteAsync(new("c", "south", "{clerk}"), Order(other, "south")));
        Assert.Equal("1", await shop.WriteAsync(new(Ines, "north"), "UPDATE customer SET name = 'I'"));
        Assert.Equal("42501", await shop.WriteAsync(new(Ines, "north"), "UPDATE customer SET email = 'x@example.com'"));
        Assert.Equal("0", await shop.WriteAsync(new(Ines, "north"), "UPDATE \"order\" SET total = 0"));
        Assert.Equal("0", await shop.WriteAsync(new(Ines, "north"), "DELETE FROM customer"));
        Assert.Equal("0", await shop.WriteAsync(new(), "UPDATE customer SET name = 'x'"));
        Assert.Equal("42501", await shop.WriteAsync(new(Ines, "north"), "INSERT INTO product SELECT * FROM product LIMIT 1"));

        static string Order(string customer, string tenant) =>
            $"INSERT INTO \"order\" (id, customer_id, tenant, created_at, updated_at) VALUES (gen_random_uuid(), {customer}, '{tenant}', now(), now())";
    }

    [Fact]
    public async Task What_a_caller_lacks_equals_nothing_and_what_cannot_be_said_is_refused()
    {
        using var workspace = new Workspace();
        await using var board = await Secured.CreateAsync(workspace.Write("board.yaml", Board));
        await board.FillAsync("""
            INSERT INTO label (id, name, created_at, updated_at) VALUES (1, 'red', now(), now()), (2, 'blue', now(), now());
            INSERT INTO task (id, owner, level, created_at, updated_at) VALUES (1, NULL, 1, now(), now()), (2, '01943ae3-4866-798a-a66c-7491a5739424', 1, now(), now()), (3, '01944b6f-54eb-7ad3-88ea-171903d4b041', 5, now(), now());
            INSERT INTO task_labels (task_id, label_id) VALUES (1, 1), (2, 2), (3, 1);
            """);
        const string tasks = "SELECT concat_ws(' ', (SELECT string_agg(id::text, ',' ORDER BY id) FROM task), (SELECT count(*) FROM task_labels))";
        const string id = "01944B6F-54eb-7ad3-88ea-171903d4b041";
        Assert.Equal("0", await board.AskAsync(new(), tasks));
        Assert.Equal("0", await board.AskAsync(new("no uuid"), tasks));
        Assert.Equal("3 0", await board.AskAsync(new(id), tasks));
        Assert.Equal("3 1", await board.AskAsync(new(id, Claims: """{"labels":["red","green"],"level":"high"}"""), tasks));
        Assert.Equal("1,2,3 2", await board.AskAsync(new(id, Claims: """{"labels":"red","level":2}"""), tasks));
        Assert.Equal("1,2 1", await board.AskAsync(new(Claims: """{"labels":["blue",null],"level":"2"}"""), tasks));
        Assert.Equal("1", await board.WriteAsync(new(id), "UPDATE task SET level = 6"));
        Assert.Equal("0", await board.WriteAsync(new(id, Claims: """{"weight":"9"}"""), "DELETE FROM task"));
        Assert.Equal("42501", await board.WriteAsync(new(id, Roles: "{admin}"), "INSERT INTO task_labels VALUES (3, 2)"));
        Assert.Equal(
            """
            note: nobody may delete rows of "task": the condition compares what is told of the caller in a way that SQL does not
            note: nobody may write pairs of "task_labels": 'tasks' of labels is linked through the API
            note: who may see or write single fields is not in it (task.secret): grant a role the columns that it may have

            """,
            board.Notes);

        await board.DropAsync();
        Assert.Equal("1,2,3 3", await board.AskAsync(new(), tasks));
    }

    [Fact]
    public async Task Without_auth_there_is_nothing_to_hold()
    {
        using var workspace = new Workspace();
        var contract = workspace.Write("open.yaml", Board[..Board.IndexOf("auth:", StringComparison.Ordinal)] + "resources: { note: { key: int, fields: { text: string } } }\n");
        Assert.Equal("the contract has no 'auth': everybody may do all, and there is nothing to hold", (await InProcess.RunAsync("export", "rls", contract)).Error.Split("lintel: ")[^1].TrimEnd());
    }

    /// <summary>What a session says of who asks.</summary>
    private sealed record Teller(string Id = "", string Tenant = "", string Roles = "", string Claims = "");

    /// <summary>A database with the policies of a contract, and a role that has rights to its tables and is nobody's.</summary>
    private sealed class Secured : IAsyncDisposable
    {
        private readonly PostgresSchema _schema;
        private readonly string _contract;
        private readonly string _role;

        private Secured(PostgresSchema schema, string contract) => (_schema, _contract, _role) = (schema, contract, schema.Name + "_reports");

        public string Notes { get; private set; } = "";

        public static async Task<Secured> CreateAsync(string contract, string? rows = null)
        {
            var made = new Secured(await PostgresServer.Shared.CreateSchemaAsync(), contract);
            string[] fill = rows is null ? ["migrate", "apply", contract] : ["load", contract, rows];
            (await InProcess.RunAsync([.. fill, "--store", made._schema.Url])).Success();
            var script = await InProcess.RunAsync("export", "rls", contract);
            await made._schema.ExecuteAsync(script.Success());
            made.Notes = script.Error;
            await made._schema.ExecuteAsync($"CREATE ROLE {made._role} LOGIN; GRANT USAGE ON SCHEMA {made._schema.Name} TO {made._role}; GRANT ALL ON ALL TABLES IN SCHEMA {made._schema.Name} TO {made._role}");
            // Once more, as it is after a change of the contract.
            await made._schema.ExecuteAsync(script.Out);
            return made;
        }

        public Task<object?> FillAsync(string statements) => _schema.ExecuteAsync(statements);

        public async Task DropAsync() => await _schema.ExecuteAsync((await InProcess.RunAsync("export", "rls", _contract, "--drop")).Success());

        public async Task<string> AskAsync(Teller caller, string query) => await RunAsync(caller, query, async command => (await command.ExecuteScalarAsync(Cancellation))?.ToString() ?? "");

        /// <summary>How many rows were written, or the code of what PostgreSQL says. They are put back.</summary>
        public Task<string> WriteAsync(Teller caller, string statement) => RunAsync(caller, statement, async command =>
        {
            try
            {
                return $"{await command.ExecuteNonQueryAsync(Cancellation)}";
            }
            catch (PostgresException exception)
            {
                return exception.SqlState;
            }
        });

        public async ValueTask DisposeAsync()
        {
            await _schema.DisposeAsync();
            await PostgresServer.Shared.ExecuteAsync($"DROP ROLE {_role}");
        }

        private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

        private async Task<string> RunAsync(Teller caller, string statement, Func<NpgsqlCommand, Task<string>> run)
        {
            await using var connection = await new PostgresServer(new UriBuilder(_schema.Url) { UserName = _role }.Uri.AbsoluteUri).ConnectAsync();
            await using var transaction = await connection.BeginTransactionAsync(Cancellation);
            await using var settings = new NpgsqlCommand("SELECT set_config('lintel.caller_id', $1, true), set_config('lintel.tenant', $2, true), set_config('lintel.roles', $3, true), set_config('lintel.claims', $4, true)", connection);
            foreach (var value in (string[])[caller.Id, caller.Tenant, caller.Roles, caller.Claims]) settings.Parameters.Add(new NpgsqlParameter { Value = value });
            await settings.ExecuteNonQueryAsync(Cancellation);
            await using var command = new NpgsqlCommand(statement, connection);
            return await run(command);
        }
    }
}
