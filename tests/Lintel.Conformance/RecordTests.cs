using System.Globalization;
using Lintel.Access;
using Lintel.Operations;
using Lintel.Testing;

namespace Lintel.Conformance;

/// <summary>The statements on record: who changes one sees it in the difference.</summary>
public abstract class RecordTests : StoreTests
{
    /// <summary>The folder of the records below <c>tests/golden</c>.</summary>
    protected abstract string Folder { get; }

    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public async Task The_schema_of_each_sample_is_the_one_on_record(string sample)
    {
        await using var database = await SampleAsync(sample);
        Golden.Matches($"tests/golden/{Folder}/{sample}.schema.sql", string.Join(";\n\n", database.Store.SchemaScript()) + ";\n");
    }

    [Fact]
    public async Task The_statements_of_reads_are_those_on_record()
    {
        await using var database = await SampleAsync("chinook");
        Golden.Matches($"tests/golden/{Folder}/reads.sql", string.Concat(Reads().Concat(ReadsOfGraphs()).Select(read => $"-- {read.Name}\n{Statements(database, read.Operation)}\n\n")));
    }

    [Fact]
    public async Task The_statements_of_computed_fields_are_those_on_record()
    {
        await using var database = await CreateAsync(TestDatabase.Compile("""
              customer:
                key: int
                managed: [version]
                fields:
                  name: string(1..50)
                  orderCount: { computed: count(orders) }
              order:
                managed: [version]
                fields:
                  customer: customer?
                  note: string(1..50)?
                  due: timestamp?
                  total: { computed: sum(lines.amount) }
                  overdue: { computed: due < now() }
                  buyer: { computed: customer.name }
                  label: { computed: "note + '!'", stored: true }
                queries:
                  - { filter: [label] }
              orderLine:
                partOf: order
                fields:
                  quantity: int
                  price: decimal(12,2)
                  amount: { computed: quantity * price }
            """));
        var record = new System.Text.StringBuilder($"-- the schema\n{string.Join(";\n\n", database.Store.SchemaScript())};\n");
        Read("a page by what is computed, with what comes along", new()
        {
            Resource = "order",
            Selection = new()
            {
                Conditions = [new("customer.orderCount", FilterOperator.Greater, [InputValue.Untyped("1")], ""), new("label", FilterOperator.Equal, [InputValue.Untyped("x!")], "")],
                Filter = new FilterText("total > 5 and lines.exists(l, l.amount > 1)", ""),
                Order = [new("total", true, ""), new("buyer", false, "")],
                Includes = [new("lines", "")],
            },
        });
        Read("a row through a reference", new() { Resource = "order", Key = [Guid.Empty.ToString()], Selection = new() { Names = [new("customer", "", new() { Names = [new("orderCount", "")] })] } });
        Create("with owned children", "order", """{"lines":[{"quantity":1,"price":2}]}""");
        Create("alone, but for what is counted", "customer", """{"name":"A"}""");
        Update("order", Guid.Empty.ToString(), """{"note":"x"}""");
        Golden.Matches($"tests/golden/{Folder}/computed.sql", record.ToString());

        void Read(string name, ReadOperation operation) => record.Append(CultureInfo.InvariantCulture, $"\n-- {name}\n{Statements(database, operation)}\n");

        void Create(string name, string resource, string body)
        {
            database.Binder.BindAnswer(database.Model.FindResource(resource)!, Selection.Default, Caller.Anonymous, 0, out var answer);
            var (insert, _) = database.Engine.Prepare(new CreateOperation { Resource = resource, Rows = [Json.Read(body)] }, answer!.Selection);
            record.Append(CultureInfo.InvariantCulture, $"\n-- a create {name}\n{string.Join(";\n", database.Store.Compile(insert!).Statements)};\n");
        }

        void Update(string resource, string key, string patch)
        {
            database.Binder.BindAnswer(database.Model.FindResource(resource)!, Selection.Default, Caller.Anonymous, 0, out var answer);
            var draft = database.Binder.BindUpdate(new UpdateOperation { Resource = resource, Key = [key], Patch = Json.Read(patch) }, new());
            var update = Binding.DraftFreezer.Update(database.Model.FindResource(resource)!, draft.Rows[0], [Model.Value.Of(Guid.Empty)], null, answer!.Selection, 0);
            record.Append(CultureInfo.InvariantCulture, $"\n-- an update\n{string.Join(";\n", database.Store.Compile(update).Statements)};\n");
        }
    }

    private static IEnumerable<(string Name, ReadOperation Operation)> Reads()
    {
        yield return ("one row with its children", new() { Resource = "invoice", Key = ["1"], Selection = new() { Includes = [new("lines", "", new() { Includes = [new("track", "")] })] } });
        yield return ("a list over a reference, counted", new()
        {
            Resource = "track",
            Selection = new()
            {
                Names = [new("name", "")],
                Conditions = [new("album.artist.name", FilterOperator.Equal, [InputValue.Untyped("AC/DC")], ""), new("genre", FilterOperator.NotEqual, [InputValue.Untyped("1")], "")],
                Order = [new("album.title", true, ""), new("name", false, "")],
                Page = new() { Count = CountMode.Exact },
            },
        });
        yield return ("rows with any of many", new()
        {
            Resource = "artist",
            Selection = new() { Conditions = [new("albums.tracks.playlists.name", FilterOperator.In, [InputValue.Untyped("Music"), InputValue.Untyped("90’s Music")], "")] },
        });
        yield return ("text", new()
        {
            Resource = "track",
            Selection = new()
            {
                Conditions =
                [
                    new("name", FilterOperator.Contains, [InputValue.Untyped("a")], ""), new("name", FilterOperator.StartsWith, [InputValue.Untyped("a")], ""),
                    new("composer", FilterOperator.EndsWith, [InputValue.Untyped("a")], ""), new("composer", FilterOperator.IsNotNull, [], ""),
                ],
            },
        });
        yield return ("links of one row", new() { Resource = "track", Scope = new("playlist", ["1"], "tracks") });
        yield return ("children of one row", new() { Resource = "invoiceLine", Scope = new("invoice", ["1"], "lines") });
        yield return ("links with a page each", new()
        {
            Resource = "playlist",
            Selection = new() { Includes = [new("tracks", "", new() { Page = new() { Limit = 3 }, Order = [new("name", false, "")] })] },
        });
        yield return ("a page with relations at every level, counted", new()
        {
            Resource = "customer",
            Selection = new()
            {
                Names = [new("lastName", ""), new("supportRep", "", new() { Names = [new("lastName", "")] })],
                Includes = [new("invoices", "", new() { Page = new() { Limit = 2 }, Includes = [new("lines", "", new() { Includes = [new("track", "")] })] })],
                Page = new() { Limit = 5, Count = CountMode.Exact },
            },
        });
    }

    private static IEnumerable<(string Name, ReadOperation Operation)> ReadsOfGraphs()
    {
        yield return ("a relation twice, each with a filter, a page and a count of its own", new()
        {
            Resource = "artist",
            Selection = new()
            {
                Names =
                [
                    new("name", ""),
                    new("albums", "", new() { Names = [new("title", "")], Page = new() { Limit = 2, Count = CountMode.Exact } }),
                    new("albums", "", new() { Names = [new("title", "")], Filter = new FilterText("title.contains('Live')", ""), Order = [new("title", true, "")], Page = new() { Limit = 3, Backward = true, Count = CountMode.Exact } }, "live"),
                ],
                Page = new() { Limit = 5 },
            },
        });
        yield return ("a page of children", new() { Resource = "invoice", Key = ["1"], Selection = new() { Includes = [new("lines", "", new() { Page = new() { Limit = 2 } })] } });
        yield return ("a tree of conditions", new()
        {
            Resource = "track",
            Selection = new()
            {
                Names = [new("name", "")],
                Where = new AllOfTree(
                [
                    new ComparisonTree(new("genre", FilterOperator.Equal, [InputValue.Untyped("1")], "")),
                    new RelatedTree("album", Quantifier.Some, new ComparisonTree(new("title", FilterOperator.StartsWith, [InputValue.Untyped("A")], "")), ""),
                    new AnyOfTree(
                    [
                        new RelatedTree("playlists", Quantifier.Every, new ComparisonTree(new("name", FilterOperator.NotEqual, [InputValue.Untyped("Music")], "")), ""),
                        new NotTree(new ComparisonTree(new("composer", FilterOperator.IsNull, [], ""))),
                        new RelatedTree("mediaType", Quantifier.None, null, ""),
                    ]),
                ]),
            },
        });
    }

    private static string Statements(TestDatabase database, ReadOperation operation) =>
        string.Join(";\n", database.Store.Compile(database.Bind(operation)).Statements) + ";";

    private Task<TestDatabase> SampleAsync(string sample) => CreateAsync(TestDatabase.Compiled(OpenSample.Folder(sample)));
}
