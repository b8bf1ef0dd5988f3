using Lintel.Binding;
using Lintel.Model;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>Broken constraints are results that name the resource, the fields and the row.</summary>
public abstract class ConstraintTests : StoreTests
{
    private const string Contract = """
          person:
            key: int
            managed: [version]
            fields:
              email: email unique(ignoreCase)
              age: int >= 0 = 1
              boss: person? onDelete restrict
              tags: tag[]
          note:
            partOf: person
            key: int
            managed: []
            fields:
              text: string
              about: tag?
          tag:
            key: string
            managed: []
            fields:
              word: string
              color: string
            unique: [[word, color]]
        """;

    [Fact]
    public async Task A_second_row_with_a_unique_value_is_refused_by_name_whatever_its_case()
    {
        await using var database = await CreateAsync(Contract);
        var result = await database.InsertAsync("person", """{"email":"a@b.example"}""", """{"email":"A@B.example"}""");
        AssertViolation(result, ViolationKind.Unique, "person", 1, "email");
        Assert.Empty(await database.LinesAsync(new() { Resource = "person" }));
    }

    [Fact]
    public async Task Uniqueness_of_two_fields_names_both()
    {
        await using var database = await CreateAsync(Contract);
        var result = await database.InsertAsync("tag", """{"id":"x","word":"w","color":"c"}""", """{"id":"y","word":"w","color":"c"}""");
        AssertViolation(result, ViolationKind.Unique, "tag", 1, "word", "color");
    }

    [Fact]
    public async Task The_same_key_twice_names_the_key()
    {
        await using var database = await CreateAsync(Contract);
        var result = await database.InsertAsync("tag", """{"id":"x","word":"w","color":"c"}""", """{"id":"x","word":"v","color":"c"}""");
        AssertViolation(result, ViolationKind.Unique, "tag", 1, "id");
    }

    [Fact]
    public async Task A_reference_to_no_row_names_its_field_and_row()
    {
        await using var database = await CreateAsync(Contract);
        var result = await database.InsertAsync("person", """{"email":"a@b.example"}""", """{"email":"c@d.example","bossId":99}""");
        AssertViolation(result, ViolationKind.MissingReference, "person", 1, "bossId");
    }

    [Fact]
    public async Task A_reference_of_a_child_to_no_row_names_the_child()
    {
        await using var database = await CreateAsync(Contract);
        var result = await database.InsertAsync("person", """{"email":"a@b.example","notes":[{"text":"1"},{"text":"2","aboutId":"none"}]}""");
        AssertViolation(result, ViolationKind.MissingReference, "note", 1, "aboutId");
    }

    [Fact]
    public async Task A_link_to_no_row_names_the_relation()
    {
        await using var database = await CreateAsync(Contract);
        var result = await database.InsertAsync("person", """{"email":"a@b.example","tagIds":["none"]}""");
        Assert.Equal(ViolationKind.MissingReference, result.Violation!.Kind);
        Assert.Equal("tags", result.Violation.Relation?.Name);
        Assert.Equal(0, result.Violation.Row);
    }

    [Fact]
    public async Task Rows_of_one_insert_may_refer_to_later_ones()
    {
        await using var database = await CreateAsync(Contract);
        var result = await database.InsertAsync("person", """{"email":"a@b.example","bossId":2}""", """{"email":"c@d.example"}""");
        Assert.Equal(WriteStatus.Done, result.Status);
    }

    [Fact]
    public async Task A_check_names_its_field()
    {
        await using var database = await CreateAsync(Contract);
        var person = database.Model.FindResource("person")!;
        await database.InsertAsync("person", """{"email":"a@b.example"}""");
        var result = await database.WriteAsync(Update(person, 1, person.FindField("age")!, Value.Of(-1L)));
        AssertViolation(result, ViolationKind.Check, "person", 0, "age");
    }

    [Fact]
    public async Task A_row_that_others_refer_to_is_not_deleted()
    {
        await using var database = await CreateAsync(Contract);
        var person = database.Model.FindResource("person")!;
        await database.InsertAsync("person", """{"email":"a@b.example"}""", """{"email":"c@d.example","bossId":1}""");
        var result = await database.WriteAsync(new BoundDelete { Resource = person, Key = [0], Parameters = [Value.Of(1L)] });
        AssertViolation(result, ViolationKind.StillReferenced, "person", -1, "bossId");
        Assert.Equal(WriteStatus.Done, (await database.WriteAsync(new BoundDelete { Resource = person, Key = [0], Parameters = [Value.Of(2L)] })).Status);
        Assert.Equal(WriteStatus.Done, (await database.WriteAsync(new BoundDelete { Resource = person, Key = [0], Parameters = [Value.Of(1L)] })).Status);
        Assert.Equal(WriteStatus.NotFound, (await database.WriteAsync(new BoundDelete { Resource = person, Key = [0], Parameters = [Value.Of(1L)] })).Status);
    }

    [Fact]
    public async Task An_update_raises_the_version_and_tells_a_missing_row_from_a_changed_one()
    {
        await using var database = await CreateAsync(Contract);
        var person = database.Model.FindResource("person")!;
        var age = person.FindField("age")!;
        await database.InsertAsync("person", """{"email":"a@b.example"}""");
        Assert.Equal(WriteStatus.Done, (await database.WriteAsync(Update(person, 1, age, Value.Of(7L), 1))).Status);
        Assert.Equal(WriteStatus.VersionMismatch, (await database.WriteAsync(Update(person, 1, age, Value.Of(8L), 1))).Status);
        Assert.Equal(WriteStatus.Done, (await database.WriteAsync(Update(person, 1, age, Value.Of(9L), 5, 2))).Status);
        Assert.Equal(WriteStatus.NotFound, (await database.WriteAsync(Update(person, 2, age, Value.Of(8L), 1))).Status);
        Assert.Equal(["""[1,"a@b.example",9,null,3]"""], await database.LinesAsync(new() { Resource = "person" }));
    }

    [Fact]
    public async Task A_refused_session_can_not_be_committed()
    {
        await using var database = await CreateAsync(Contract);
        var (insert, _) = database.Prepare("person", """{"email":"a@b.example"}""", """{"email":"a@b.example"}""");
        await using var session = await database.Store.OpenAsync(SessionKind.Write, TestDatabase.Cancellation);
        await session.WriteAsync(database.Store.Compile(insert!), insert!, TestDatabase.Cancellation);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await session.CommitAsync(TestDatabase.Cancellation));
    }

    private static BoundUpdate Update(Resource resource, long key, Field field, Value value, params long[] versions) => new()
    {
        Resource = resource,
        Key = [0],
        Fields = [field],
        Slots = [1],
        VersionSlot = versions.Length == 0 ? -1 : 2,
        Parameters = [Value.Of(key), value, Value.Of([.. versions.Select(Value.Of)])],
    };

    private static void AssertViolation(WriteResult result, ViolationKind kind, string resource, int row, params string[] fields)
    {
        Assert.Equal(WriteStatus.Refused, result.Status);
        Assert.Equal((kind, resource, row), (result.Violation!.Kind, result.Violation.Resource.Name, result.Violation.Row));
        Assert.Equal(fields, result.Violation.Fields.Select(field => field.Name));
    }
}
