using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Hostile;

/// <summary>A service with a place for each kind of value: what is put in must come out as it was, or be refused.</summary>
public class Chest : SharedService
{
    public const string Contract = """
          item:
            key: { type: string(1..600), client: true }
            managed: []
            fields:
              name: string(..20000)? searchable
              body: text? searchable
              whole: int?
              large: long?
              exact: decimal(10,2)?
              precise: decimal(38,10)?
              rate: double?
              extra: json?
              words: string(..20000)[]?
        """;

    internal override Task<TestService> StartAsync() => TestService.StartAsync(Contract);
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class PostgresChest : Chest
{
    private PostgresSchema? _schema;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_schema is not null) await _schema.DisposeAsync();
    }

    internal override async Task<TestService> StartAsync()
    {
        _schema = await PostgresServer.Shared.CreateSchemaAsync();
        var model = TestService.Compile(Contract);
        return await TestService.StartAsync(model, new TestOptions { Store = _ => PostgresStore.Open(model, _schema.Options) });
    }
}
