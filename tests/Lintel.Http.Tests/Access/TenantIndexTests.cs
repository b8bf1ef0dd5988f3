using Lintel.Http.Tests.Models;
using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Access;

/// <summary>What the rows of other tenants cost.</summary>
public sealed class TenantIndexTests
{
    private const string Rows = """
        INSERT INTO customer (id, tenant, email, name, country_id, version, created_at, updated_at)
          SELECT gen_random_uuid(), CASE n % 50 WHEN 0 THEN 'north' ELSE 't' || n % 50 END, 'a' || n || '@example.com', 'n' || n % 100, NULL, 1, now(), now() FROM generate_series(1, 20000) AS n;
        ANALYZE customer;
        """;

    [Theory]
    [InlineData(EachStore.Sqlite, "customers", "ix_customer_tenant_id")]
    [InlineData(EachStore.Sqlite, "customers?sort=email", "uq_customer_tenant_email")]
    [InlineData(EachStore.Sqlite, "customers?countryId[null]=true&sort=name", "ix_customer_tenant_country_id_name_id")]
    [InlineData(EachStore.Postgres, "customers", "ix_customer_tenant_id")]
    [InlineData(EachStore.Postgres, "customers?sort=email", "uq_customer_tenant_email")]
    public async Task A_list_reads_the_index_of_its_tenant_in_order(string store, string list, string index)
    {
        var model = TestService.Compile(Tenants.Contract);
        await using var schema = store == EachStore.Postgres ? await PostgresServer.Shared.CreateSchemaAsync() : null;
        var options = Tenants.Options with { Http = new LintelHttpOptions { MayExplain = _ => true }, Store = schema is null ? null : _ => PostgresStore.Open(model, schema.Options) };
        await using var service = await TestService.StartAsync(model, options);
        if (schema is not null) await schema.ExecuteAsync(Rows);
        var explained = (await service.GetAsync(list, Tenants.As("north"), ("Prefer", "explain"))).Expect(200).Json;
        Assert.StartsWith($"reads customer by index {index}; ", explained.GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Contains("; no sort;", explained.GetProperty("summary").GetString(), StringComparison.Ordinal);
    }
}
