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
          box:
            key: int
            managed: []
            fields: { name: string }
            rules: [sum(things.weight) <= 10]
          boxThing:
            partOf: box
            reverse: things
            key: int
            fields: { weight: int }
        """;

    [Fact]
    public Task Its_answer_shows_all_that_the_other_one_left() => RunAsync(async (service, schema, other) =>
    {
        await service.CreateAsync("orders", """{"note":"a","lines":[{"quantity":1}]}""");
        await other($"BEGIN; UPDATE {schema.Name}.\"order\" SET version = version + 1; UPDATE {schema.Name}.order_line SET quantity = 7");
        var waiting = service.PatchAsync("orders/1?include=lines", """{"note":"b"}""");
        await schema.UntilAsync(1, "active", "Lock");
        await other("COMMIT");

        var reply = (await waiting).Expect(200);
        Assert.Equal(("\"b\"", "3", "7"), (reply.Raw("note"), reply.Raw("version"), reply.Raw("items")));
        Assert.Equal(7, reply.Json.GetProperty("lines")[0].GetProperty("quantity").GetInt32());
    });

    [Fact]
    public Task A_unit_that_began_before_keeps_the_rules_of_what_is_there_behind() => RunAsync(async (service, schema, other) =>
    {
        await service.CreateAsync("orders", """{"note":"a"}""");
        await service.CreateAsync("boxes", """{"name":"a"}""");
        await other($"BEGIN; UPDATE {schema.Name}.\"order\" SET version = version + 1");
        // It looks at the database, and then waits for the order.
        var unit = service.PostAsync("/v1:batch", """
            {"operations":[{"method":"PATCH","path":"/v1/orders/1","body":{"note":"b"}},{"method":"POST","path":"/v1/boxes/1/things","body":{"weight":7}}]}
            """);
        await schema.UntilAsync(1, "active", "Lock");
        (await service.PostAsync("boxes/1/things", """{"weight":7}""")).Expect(201);
        await other("ROLLBACK");

        Assert.Equal("rule", (await unit).Expect(422).Code);
        Assert.Equal(1, (await service.GetAsync("box-things:aggregate?count=*")).Data[0].GetProperty("count").GetInt32());
    });

    /// <summary>Runs with a connection on which others write.</summary>
    private static async Task RunAsync(Func<TestService, PostgresSchema, Func<string, Task>, Task> test)
    {
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        var model = TestService.Compile(Contract);
        await using var service = await TestService.StartAsync(model, new TestOptions { Store = _ => PostgresStore.Open(model, schema.Options) });
        await using var other = await schema.ConnectAsync();
        await test(service, schema, async statements =>
        {
            await using var command = new NpgsqlCommand(statements, other);
            await command.ExecuteNonQueryAsync(TestService.Cancellation);
        });
    }
}
