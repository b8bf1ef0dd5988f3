using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>What goes in comes out.</summary>
public abstract class RoundTripTests : StoreTests
{
    private const string Shop = """
          customer:
            key: int
            managed: []
            fields:
              name: string
          order:
            key: int
            managed: [version]
            fields:
              customer: customer
              tags: tag[]
          line:
            partOf: order
            key: int
            managed: []
            fields:
              text: string
          tag:
            key: string
            managed: []
            fields:
              word: string
        """;

    [Fact]
    public async Task Children_and_links_get_the_keys_that_the_database_made()
    {
        await using var database = await CreateAsync(Shop);
        await database.InsertAsync("customer", """{"name":"Ada"}""", """{"name":"Bob"}""");
        await database.InsertAsync("tag", """{"id":"x","word":"X"}""", """{"id":"y","word":"Y"}""");
        var written = await database.InsertAsync(
            "order",
            """{"customerId":2,"lines":[{"text":"a"},{"text":"b"}],"tagIds":["y","x"]}""",
            """{"customerId":1,"lines":[{"text":"c"}],"tagIds":["y"]}""");
        Assert.Equal(WriteStatus.Done, written.Status);
        Assert.Equal([1L, 2L], written.Keys.Select(key => key[0].AsInteger));

        var read = new ReadOperation
        {
            Resource = "order",
            Selection = new Selection { Includes = [new("customer", ""), new("lines", ""), new("tags", "")] },
        };
        Assert.Equal(
        [
            """[1,2,1] customer=[2,"Bob"] lines={[1,1,"a"] [2,1,"b"]} tags={["x","X"] ["y","Y"]}""",
            """[2,1,1] customer=[1,"Ada"] lines={[3,2,"c"]} tags={["y","Y"]}""",
        ], await database.LinesAsync(read));
    }
}
