using Lintel.Model;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>Rows that come along with others.</summary>
public abstract class IncludeTests : StoreTests
{
    /// <summary>How many statements a counted list with three relations is. Default: one each.</summary>
    protected virtual int StatementsOfARead => 5;

    private const string Contract = """
          person:
            key: int
            managed: []
            fields:
              name: string
              boss: person?
              tags: tag[]
          tag:
            key: string
            managed: []
            fields:
              word: string
          seat:
            key: [row, number]
            managed: []
            fields:
              row: string
              number: int
              person: person?
          ticket:
            key: int
            managed: []
            fields:
              seat: seat
              price: decimal(6,2)
        """;

    [Fact]
    public async Task Each_parent_has_its_own_page_and_one_row_more()
    {
        await using var database = await FilledAsync();
        var read = new ReadOperation
        {
            Resource = "tag",
            Selection = new Selection { Includes = [new("people", "", new Selection { Names = [new("name", "")], Page = new PageRequest { Limit = 1 }, Order = [new("name", true, "")] })] },
        };
        Assert.Equal(
        [
            """["a","A"] people={["D"] ["B"]}""",
            """["b","B"] people={["D"] ["C"]}""",
            """["c","C"] people={}""",
        ], await database.LinesAsync(read));
        using var node = await database.ReadAsync(read);
        Assert.Equal(1, node.Includes[0].Selection.Page!.Limit);
        Assert.Equal(20, node.Selection.Page!.Limit);
    }

    [Fact]
    public async Task A_row_that_many_refer_to_is_delivered_once_and_absent_ones_are_none()
    {
        await using var database = await FilledAsync();
        var read = new ReadOperation
        {
            Resource = "person",
            Selection = new Selection { Names = [new("name", "")], Includes = [new("boss", "", new Selection { Names = [new("name", "")], Includes = [new("boss", "", new Selection { Names = [new("name", "")] })] })] },
        };
        Assert.Equal(
        [
            """["A"] boss=null""",
            """["B"] boss=["A"] boss=null""",
            """["C"] boss=["B"] boss=["A"]""",
            """["D"] boss=["B"] boss=["A"]""",
        ], await database.LinesAsync(read));
    }

    [Fact]
    public async Task Keys_of_several_fields_lead_both_ways()
    {
        await using var database = await FilledAsync();
        Assert.Equal(
        [
            """[1,"x",1,10.00] seat=["x",1,1] tickets={[1,"x",1,10.00] [3,"x",1,12.00]}""",
            """[2,"x",2,11.00] seat=["x",2,null] tickets={[2,"x",2,11.00]}""",
            """[3,"x",1,12.00] seat=["x",1,1] tickets={[1,"x",1,10.00] [3,"x",1,12.00]}""",
        ], await database.LinesAsync(new() { Resource = "ticket", Selection = new() { Includes = [new("seat", "", new() { Includes = [new("tickets", "")] })] } }));
        Assert.Equal(["""["x",2,null]"""], await database.LinesAsync(new() { Resource = "seat", Key = ["x", "2"] }));
        Assert.Equal(["""[2,"x",2,11.00]"""], await database.LinesAsync(new() { Resource = "ticket", Scope = new("seat", ["x", "2"], "tickets") }));
        Assert.Equal(["""["x",1,1]"""], await database.LinesAsync(new()
        {
            Resource = "seat",
            Selection = new() { Conditions = [new("tickets.price", FilterOperator.Greater, [InputValue.Untyped("11")], "")] },
        }));
    }

    [Fact]
    public async Task Links_of_one_row_are_a_list_of_their_own()
    {
        await using var database = await FilledAsync();
        Assert.Equal(["""[4,"D",2]""", """[2,"B",1]"""], await database.LinesAsync(new()
        {
            Resource = "person",
            Scope = new("tag", ["a"], "people"),
            Selection = new() { Order = [new("name", true, "")] },
        }));
    }

    [Fact]
    public async Task A_read_is_no_more_statements_whatever_its_rows_are()
    {
        await using var database = await FilledAsync();
        var read = database.Bind(new ReadOperation
        {
            Resource = "person",
            Selection = new() { Includes = [new("boss", ""), new("tags", ""), new("seats", "")], Page = new() { Count = CountMode.Exact } },
        });
        await using var session = await database.Store.OpenAsync(SessionKind.Read, TestDatabase.Cancellation);
        using var node = await session.ReadAsync(database.Store.Compile(read), read, TestDatabase.Cancellation);
        Assert.Equal(StatementsOfARead, session.Statements);
    }

    [Fact]
    public async Task Pairs_that_are_there_stay_and_new_ones_are_added()
    {
        await using var database = await FilledAsync();
        var link = database.Binder.BindLink(
            new LinkOperation { Resource = "person", Relation = "tags", Pairs = [(["1"], ["c"]), (["2"], ["a"]), (["9"], ["a"])] }, new());
        var result = await database.WriteAsync(link);
        Assert.Equal((ViolationKind.MissingReference, "tags", 2), (result.Violation!.Kind, result.Violation.Relation!.Name, result.Violation.Row));
        var good = database.Binder.BindLink(new LinkOperation { Resource = "person", Relation = "tags", Pairs = [(["1"], ["c"]), (["2"], ["a"])] }, new());
        Assert.Equal(WriteStatus.Done, (await database.WriteAsync(good)).Status);
        Assert.Equal(["""[1,"A",null]"""], await database.LinesAsync(new() { Resource = "person", Scope = new("tag", ["c"], "people") }));
    }

    [Fact]
    public async Task Children_are_deleted_with_their_parent()
    {
        await using var database = await CreateAsync("  a:\n    key: int\n    managed: []\n    fields:\n      x: int\n  b:\n    partOf: a\n    key: int\n    managed: []\n    fields:\n      y: int\n");
        await database.InsertAsync("a", """{"x":1,"bs":[{"y":1},{"y":2}]}""", """{"x":2,"bs":[{"y":3}]}""");
        await database.WriteAsync(new Binding.BoundDelete { Resource = database.Model.FindResource("a")!, Key = [0], Parameters = [Value.Of(1L)] });
        Assert.Equal(["[3,2,3]"], await database.LinesAsync(new() { Resource = "b" }));
    }

    private async Task<TestDatabase> FilledAsync()
    {
        var database = await CreateAsync(Contract);
        await database.InsertAsync("tag", """{"id":"a","word":"A"}""", """{"id":"b","word":"B"}""", """{"id":"c","word":"C"}""");
        await database.InsertAsync(
            "person",
            """{"name":"A"}""",
            """{"name":"B","bossId":1,"tagIds":["a"]}""",
            """{"name":"C","bossId":2,"tagIds":["b"]}""",
            """{"name":"D","bossId":2,"tagIds":["a","b"]}""");
        await database.InsertAsync("seat", """{"row":"x","number":1,"personId":1}""", """{"row":"x","number":2}""");
        Assert.Equal(WriteStatus.Done, (await database.InsertAsync(
            "ticket",
            """{"seatRow":"x","seatNumber":1,"price":10}""",
            """{"seatRow":"x","seatNumber":2,"price":11}""",
            """{"seatRow":"x","seatNumber":1,"price":12}""")).Status);
        return database;
    }
}
