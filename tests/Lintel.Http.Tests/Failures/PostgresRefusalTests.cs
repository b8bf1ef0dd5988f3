using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Failures;

/// <summary>A PostgreSQL that answers, and refuses: callers are told to come again, and once it accepts they are served without more ado.</summary>
public sealed class PostgresRefusalTests
{
    [Fact]
    public async Task A_database_that_turned_read_only_refuses_writes_and_goes_on_reading()
    {
        await using var database = await OwnDatabase.CreateAsync();
        await using var service = await PostgresService.StartAsync(server: database.Server);
        await database.SetAsync("default_transaction_read_only", "on");
        // What was connected before keeps its own setting, as it does when a server becomes a standby: then it is disconnected.
        await service.Schema.ExecuteAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{service.Schema.Name}'");
        Refused(await service.SendAsync("GET", "things", null));
        foreach (var (method, target, body) in Writes) Refused(await service.SendAsync(method, target, body));
        (await service.SendAsync("GET", "things", null)).Expect(200);
        (await service.SendAsync("GET", "/readyz", null)).Expect(200);

        await database.SetAsync("default_transaction_read_only", "off");
        // Each that is refused makes the service ask whether a new connection may more, once a second.
        for (var i = 0; i < 100 && (await service.SendAsync("POST", "things", "{}")).Status == 503; i++) await Task.Delay(50, TestService.Cancellation);
        (await service.SendAsync("POST", "things", "{}")).Expect(201);
        (await service.SendAsync("PATCH", "things/1", "{\"n\":1}")).Expect(200);
    }

    [Fact]
    public async Task A_server_without_a_free_connection_for_us_refuses_until_it_has_one()
    {
        await using var role = await OwnRole.CreateAsync("CONNECTION LIMIT 1");
        await using var service = await PostgresService.StartAsync(options => options with { Connections = 2, PoolTimeout = TimeSpan.FromMilliseconds(200), User = role.Name, Password = role.Name }, owner: role.Name);
        Task<Reply> first;
        await using (await service.Schema.LockAsync("thing"))
        {
            first = service.SendAsync("GET", "things", null);
            await service.Schema.UntilAsync(1, "active", "Lock");
            Refused(await service.SendAsync("GET", "things", null));
            Refused(await service.SendAsync("POST", "things", "{}"));
        }
        (await first).Expect(200);
        (await service.SendAsync("POST", "things", "{}")).Expect(201);
    }

    [Theory]
    [InlineData("53100")] // disk_full
    [InlineData("53200")] // out_of_memory
    [InlineData("53400")] // configuration_limit_exceeded
    [InlineData("58030")] // io_error
    [InlineData("55P03")] // lock_not_available
    [InlineData("42501")] // insufficient_privilege
    [InlineData("XX001")] // data_corrupted
    public async Task A_write_that_the_server_can_not_do_now_is_refused_and_leaves_nothing(string state)
    {
        await using var service = await PostgresService.StartAsync();
        await service.Schema.ExecuteAsync($"""
            CREATE FUNCTION {service.Schema.Name}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room in /var/lib/secret' USING ERRCODE = '{state}'; END $$;
            CREATE TRIGGER refuse AFTER INSERT OR UPDATE OR DELETE ON {service.Schema.Name}.thing EXECUTE FUNCTION {service.Schema.Name}.refuse()
            """);
        foreach (var (method, target, body) in Writes) Refused(await service.SendAsync(method, target, body), state == "55P03" ? "timed-out" : "unavailable");
        await service.Schema.ExecuteAsync($"DROP TRIGGER refuse ON {service.Schema.Name}.thing");
        Assert.Equal(1, (await service.SendAsync("GET", "things?count=exact", null)).Expect(200).Total);
        (await service.SendAsync("POST", "things", "{}")).Expect(201);
    }

    [Theory]
    [InlineData("40001")] // serialization_failure
    [InlineData("40P01")] // deadlock_detected
    public async Task A_write_that_others_come_in_the_way_of_is_tried_again_and_then_told_so(string state)
    {
        await using var service = await PostgresService.StartAsync();
        var table = $"{service.Schema.Name}.tries";
        await service.Schema.ExecuteAsync($"""
            CREATE SEQUENCE {table};
            CREATE FUNCTION {service.Schema.Name}.refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN IF nextval('{table}') % 4 <> 0 THEN RAISE EXCEPTION 'others' USING ERRCODE = '{state}'; END IF; RETURN coalesce(new, old); END $$;
            CREATE TRIGGER refuse BEFORE INSERT OR UPDATE OR DELETE ON {service.Schema.Name}.thing FOR EACH ROW EXECUTE FUNCTION {service.Schema.Name}.refuse()
            """);
        foreach (var (method, target, body) in Writes) Assert.InRange((await service.SendAsync(method, target, body)).Status, 200, 204);
        Assert.Equal(1, (await service.SendAsync("GET", "things?count=exact", null)).Expect(200).Total);

        await service.Schema.ExecuteAsync($"ALTER SEQUENCE {table} INCREMENT BY 4 RESTART WITH 1");
        var refused = await service.SendAsync("POST", "things", "{}");
        Assert.Equal((409, "conflict", "1"), (refused.Status, refused.Code, refused["Retry-After"]));
        Assert.Equal(1, (await service.SendAsync("GET", "things?count=exact", null)).Expect(200).Total);
    }

    private static readonly (string Method, string Target, string? Body)[] Writes = [("POST", "things", "{}"), ("PATCH", "things/1", "{\"n\":1}"), ("DELETE", "things/1", null)];

    private static void Refused(Reply reply, string code = "unavailable")
    {
        Assert.Equal((503, code, "1"), (reply.Status, reply.Code, reply["Retry-After"]));
        Assert.DoesNotContain("secret", reply.Body, StringComparison.Ordinal);
    }

    /// <summary>A database for settings that others must not have.</summary>
    private sealed class OwnDatabase : IAsyncDisposable
    {
        private readonly string _name = $"own_{Guid.NewGuid():N}";

        public PostgresServer Server => PostgresServer.Shared.Of(_name);

        public static async Task<OwnDatabase> CreateAsync()
        {
            var database = new OwnDatabase();
            await PostgresServer.Shared.ExecuteAsync($"CREATE DATABASE {database._name}");
            return database;
        }

        public async Task SetAsync(string setting, string value) => await PostgresServer.Shared.ExecuteAsync($"ALTER DATABASE {_name} SET {setting} = {value}");

        public async ValueTask DisposeAsync() => await PostgresServer.Shared.ExecuteAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    /// <summary>A user without the rights of a superuser, whom no limit holds.</summary>
    private sealed class OwnRole : IAsyncDisposable
    {
        public string Name { get; } = $"r_{Guid.NewGuid():N}";

        public static async Task<OwnRole> CreateAsync(string limits)
        {
            var role = new OwnRole();
            await PostgresServer.Shared.ExecuteAsync($"CREATE ROLE {role.Name} LOGIN PASSWORD '{role.Name}' {limits}");
            return role;
        }

        public async ValueTask DisposeAsync() => await PostgresServer.Shared.ExecuteAsync($"DROP OWNED BY {Name}; DROP ROLE {Name}");
    }
}
