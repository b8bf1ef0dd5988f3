using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>Tables that refer to themselves, and to each other in a circle.</summary>
public abstract class CircleTests : StoreTests
{
    private const string Contract = """
          team:
            key: { type: int, client: true }
            managed: []
            fields:
              name: string
              captain: person? reverse captaincies onDelete setNull
              city: city?
          person:
            key: { type: int, client: true }
            managed: []
            fields:
              team: team reverse members onDelete cascade
              boss: person? reverse reports onDelete setNull
          city:
            key: { type: int, client: true }
            managed: []
            fields:
              mayor: person? onDelete setNull reverse cities
        """;

    [Fact]
    public async Task A_circle_is_created_found_again_and_served()
    {
        await using var database = await CreateAsync(Contract);
        Assert.Empty((await database.Store.PrepareAsync(TestDatabase.Cancellation)).Applied);
        await database.InsertAsync("team", """{"id":1,"name":"a"}""");
        await database.InsertAsync("person", """{"id":1,"teamId":1}""", """{"id":2,"teamId":1,"bossId":1}""");
        await database.InsertAsync("city", """{"id":1,"mayorId":2}""");
        await database.InsertAsync("team", """{"id":2,"name":"b","captainId":2,"cityId":1}""");
        var lines = await database.LinesAsync(new()
        {
            Resource = "team",
            Selection = new()
            {
                Names = [new("name", "")],
                Includes = [new("captain", "", new() { Names = [new("id", "")], Includes = [new("boss", "", new() { Names = [new("id", "")] }), new("team", "", new() { Names = [new("name", "")] })] }), new("members", "", new() { Names = [new("id", "")] })],
            },
        });
        Assert.Equal(["""["a"] captain=null members={[1] [2]}""", """["b"] captain=[2] boss=[1] team=["a"] members={}"""], lines);
    }

    [Theory]
    [InlineData("team", """{"id":2,"name":"b","captainId":9}""")]
    [InlineData("team", """{"id":2,"name":"b","cityId":9}""")]
    [InlineData("person", """{"id":2,"teamId":1,"bossId":9}""")]
    [InlineData("city", """{"id":2,"mayorId":9}""")]
    public async Task Each_reference_of_a_circle_is_kept(string resource, string row)
    {
        await using var database = await CreateAsync(Contract);
        await database.InsertAsync("team", """{"id":1,"name":"a"}""");
        var result = await database.InsertAsync(resource, row);
        Assert.Equal((WriteStatus.Refused, ViolationKind.MissingReference), (result.Status, result.Violation?.Kind));
    }
}
