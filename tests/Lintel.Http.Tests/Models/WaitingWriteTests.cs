using Lintel.Postgres;
using Lintel.Postgres.Testing;
using Npgsql;

namespace Lintel.Http.Tests.Models;

/// <summary>A write that waits for another one, of the same row.</summary>
public sealed class WaitingWriteTests
{
    private const string Contract = """
          order:
            key: int
            managed: [version]
            fields:
              note: string
              items: { computed: sum(lines.quantity) }
          orderLine:
            partOf: order
            key: int
            fields: { quantity: int }
        """;

    [Fact]
    public async Task Its_answer_shows_all_that_the_other_one_left()
    {
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        var model = TestService.Compile(Contract);
        await using var service = await TestService.StartAsync(model, new TestOptions { Store = _ => PostgresStore.Open(model, schema.Options) });
        await service.CreateAsync("orders", """{"note":"a","lines":[{"quantity":1}]}""");

        await using var other = await schema.ConnectAsync();
        await RunAsync($"BEGIN; UPDATE {schema.Name}.\"order\" SET version = version + 1; UPDATE {schema.Name}.order_line SET quantity = 7");
        var waiting = service.PatchAsync("orders/1?include=lines", """{"note":"b"}""");
        await schema.UntilAsync(1, "active", "Lock");
        await RunAsync("COMMIT");

        var reply = (await waiting).Expect(200);
        Assert.Equal(("\"b\"", "3", "7"), (reply.Raw("note"), reply.Raw("version"), reply.Raw("items")));
        Assert.Equal(7, reply.Json.GetProperty("lines")[0].GetProperty("quantity").GetInt32());

        async Task RunAsync(string statements)
        {
            await using var command = new NpgsqlCommand(statements, other);
            await command.ExecuteNonQueryAsync(TestService.Cancellation);
        }
    }
}
