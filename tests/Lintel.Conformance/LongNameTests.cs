namespace Lintel.Conformance;

/// <summary>The longest names that a contract may give: those made of two of them begin with the same 63 bytes.</summary>
public abstract class LongNameTests : StoreTests
{
    private static readonly string Long = new('a', 43);

    private static readonly string Longer = new('b', 55);

    private static readonly string Contract = $"""
          {Long}One:
            key: int
            managed: []
            fields:
              {Long}Kind: enum(x, y) = x
              {Long}Kinds: enum(x, y) = y
              first: {"{"} type: 'int >= 1', column: {Longer}_first {"}"}
              second: {"{"} type: 'int unique >= 2', column: {Longer}_second {"}"}
            unique: [[{Long}Kind, second, first]]
            queries:
              - {"{"} filter: [{Long}Kind], sort: [first] {"}"}
              - {"{"} filter: [{Long}Kinds], sort: [second] {"}"}
          {Long}Two:
            key: int
            managed: []
            table: {Longer}_two
            fields:
              one: {Long}One reverse firsts
              other: {Long}One? reverse others
          {Long}Three:
            key: int
            managed: []
            fields:
              two: {Long}Two
              bits: {Long}One[] reverse wholes
        """;

    [Fact]
    public async Task Long_names_stay_apart_and_are_found_again()
    {
        await using var database = await CreateAsync(Contract);
        Assert.Empty((await database.Store.PrepareAsync(TestDatabase.Cancellation)).Applied);
        await database.InsertAsync(Long + "One", """{"first":1,"second":2}""", """{"first":3,"second":4}""");
        await database.InsertAsync(Long + "Two", """{"oneId":1,"otherId":2}""");
        await database.InsertAsync(Long + "Three", """{"twoId":1,"bitIds":[2]}""");
        Assert.Equal(["""[1,"x","y",1,2]""", """[2,"x","y",3,4]"""], await database.LinesAsync(new() { Resource = Long + "One" }));
        Assert.Equal(["[1,1,2]"], await database.LinesAsync(new() { Resource = Long + "Two" }));
        Assert.Equal(["[1,1]"], await database.LinesAsync(new() { Resource = Long + "Three" }));
    }
}
