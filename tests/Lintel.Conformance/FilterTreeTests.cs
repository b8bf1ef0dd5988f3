using CsCheck;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>Random trees of conditions on random rows, against a naive answer.</summary>
public abstract class FilterTreeTests : StoreTests
{
    private static readonly ServiceModel Model = TestDatabase.Compile("""
          item:
            key: int
            managed: []
            fields:
              n: int?
              s: string?
              marks: string[]?
              group: group?
              tags: tag[]
          group:
            key: int
            managed: []
            softDelete: true
            fields:
              n: int?
              s: string?
              home: tag?
          tag:
            key: int
            managed: []
            fields:
              n: int?
              s: string?
          part:
            partOf: item
            key: int
            managed: []
            fields:
              n: int?
              s: string?
              tag: tag?
        """);

    private static readonly string?[] Texts = [null, "", "a", "ab", "𝒳"];

    /// <summary>How many times rows are made and asked.</summary>
    protected virtual int Iterations => 150;

    [Fact]
    public Task Trees_agree_with_a_naive_answer() =>
        Gen.Select(Gen.Int[0, 1_000_000].Array[60], Gen.Int[0, 1_000_000].Array[40].Array[6]).SampleAsync(async (rows, trees) =>
        {
            var world = new World(new Picks(rows));
            await using var database = await CreateAsync(Model);
            await world.FillAsync(database);
            foreach (var picks in trees)
            {
                var tree = Tree(new Picks(picks), Model.FindResource("item")!, 4);
                var read = new ReadOperation { Resource = "item", Selection = new() { Names = [new("id", "")], Where = tree, Page = new() { Count = CountMode.Exact } } };
                var expected = world.Items.Where(item => Holds(tree, item)).Select(item => item.Id).ToArray();
                using var node = await database.ReadAsync(read);
                Assert.True(expected.SequenceEqual(Enumerable.Range(0, node.Rows.Count).Select(row => node.Rows[row, 0].Integer)), $"{read} on {world}: not {string.Join(',', expected)}");
                Assert.Equal(expected.Length, node.Total);
            }
        }, iter: Iterations);

    private static FilterTree Tree(Picks picks, Resource resource, int depth)
    {
        switch (depth == 0 ? 0 : picks.Next(8))
        {
            case 1: return new AllOfTree([.. Enumerable.Range(0, picks.Next(4)).Select(_ => Tree(picks, resource, depth - 1))]);
            case 2: return new AnyOfTree([.. Enumerable.Range(0, picks.Next(4)).Select(_ => Tree(picks, resource, depth - 1))]);
            case 3: return new NotTree(Tree(picks, resource, depth - 1));
            case 4 or 5 or 6:
                var relation = resource.Relations[picks.Next(resource.Relations.Count)];
                return new RelatedTree(relation.Name, (Quantifier)picks.Next(3), picks.Next(5) == 0 ? null : Tree(picks, relation.Target, depth - 1), "");
            // At the bottom there may be as many relations above as can stand within each other.
            default: return Comparison(picks, resource, follows: depth > 0);
        }
    }

    private static ComparisonTree Comparison(Picks picks, Resource resource, bool follows)
    {
        var (path, at) = ("", resource);
        if (follows && picks.Next(3) == 0)
        {
            var relation = resource.Relations[picks.Next(resource.Relations.Count)];
            (path, at) = (relation.Name + ".", relation.Target);
        }
        string[] names = at.Name == "item" ? ["id", "n", "s", "marks"] : ["id", "n", "s"];
        var field = at.FindField(names[picks.Next(names.Length)])!;
        var operators = Enum.GetValues<FilterOperator>().Where(one => OperatorTable.Allows(field.Type, one)).ToArray();
        var op = operators[picks.Next(operators.Length)];
        var count = op is FilterOperator.IsNull or FilterOperator.IsNotNull ? 0 : op is FilterOperator.In or FilterOperator.NotIn ? picks.Next(3) : 1;
        var values = Enumerable.Range(0, count).Select(_ => InputValue.Untyped(field.Name is "id" or "n" ? $"{picks.Next(4)}" : Texts[1 + picks.Next(4)]!));
        return new ComparisonTree(new Condition(path + field.Name, op, [.. values], ""));
    }

    private static bool Holds(FilterTree tree, Row row) => tree switch
    {
        AllOfTree all => all.Parts.All(part => Holds(part, row)),
        AnyOfTree any => any.Parts.Any(part => Holds(part, row)),
        NotTree not => !Holds(not.Part, row),
        ComparisonTree comparison => Holds(comparison.Condition, row),
        RelatedTree related => related.Quantifier switch
        {
            Quantifier.Some => row.Follow(related.Relation).Any(other => related.Inner is null || Holds(related.Inner, other)),
            Quantifier.Every => row.Follow(related.Relation).All(other => related.Inner is null || Holds(related.Inner, other)),
            Quantifier.None => !row.Follow(related.Relation).Any(other => related.Inner is null || Holds(related.Inner, other)),
        },
        _ => throw new NotSupportedException(),
    };

    private static bool Holds(Condition condition, Row row)
    {
        if (condition.Path.Split('.') is not [var name, var last]) return Holds(condition, row.Resource.FindField(condition.Path)!, row[condition.Path]);
        var relation = row.Resource.FindRelation(name)!;
        var field = relation.Target.FindField(last)!;
        var values = row.Follow(name).Select(other => other[last]);
        return (relation.IsToOne ? values.DefaultIfEmpty(Value.Null) : values).Any(value => Holds(condition, field, value));
    }

    private static bool Holds(Condition condition, Field field, Value value) => Naive.Holds(field.Type, condition.Operator, value, [.. condition.Values.Select(one =>
    {
        Assert.True(Scalar.For(field.Type.Kind).TryParse(field.Type.Element, one.Text, out var parsed));
        return parsed;
    })]);

    /// <summary>Random numbers, which end in zeros.</summary>
    private sealed class Picks(int[] numbers)
    {
        private int _next;

        public int Next(int count) => _next < numbers.Length ? numbers[_next++] % count : 0;
    }

    /// <summary>Rows of all resources, which know each other.</summary>
    private sealed class World
    {
        private readonly List<Row> _tags = [];
        private readonly List<Row> _groups = [];
        private readonly List<Row> _parts = [];

        public World(Picks picks)
        {
            Make("tag", _tags, 3);
            Make("group", _groups, 3);
            Make("item", Items, picks.Next(6));
            foreach (var group in _groups)
            {
                group.Hidden = picks.Next(4) == 0;
                Tie(group, "home", Chosen(_tags), "groups");
            }
            foreach (var item in Items)
            {
                Tie(item, "group", Chosen(_groups), "items");
                foreach (var tag in _tags.Where(_ => picks.Next(2) == 0)) Tie(item, "tags", tag, "items");
                var count = _parts.Count;
                Make("part", _parts, picks.Next(3));
                foreach (var part in _parts.Skip(count))
                {
                    Tie(part, "item", item, "parts");
                    Tie(part, "tag", Chosen(_tags), "parts");
                }
            }

            Row? Chosen(List<Row> rows) => picks.Next(4) is var pick && pick < rows.Count ? rows[pick] : null;

            void Make(string resource, List<Row> rows, int count)
            {
                for (var i = 0; i < count; i++)
                {
                    int? n = picks.Next(4) is var number && number == 3 ? null : number;
                    rows.Add(new Row(Model.FindResource(resource)!, rows.Count + 1, n, Texts[picks.Next(Texts.Length)], picks.Next(3) switch { 0 => null, 1 => [], _ => ["a", "𝒳"] }));
                }
            }

            static void Tie(Row from, string relation, Row? to, string back)
            {
                if (to is null) return;
                from.Links.Add((relation, to));
                to.Links.Add((back, from));
            }
        }

        public List<Row> Items { get; } = [];

        public async Task FillAsync(TestDatabase database)
        {
            await InsertAsync("tag", _tags, _ => "");
            await InsertAsync("group", _groups, group => $",\"homeId\":{group.Key("home")}");
            await InsertAsync("item", Items, item => $",\"marks\":{item.Marks},\"groupId\":{item.Key("group")},\"tagIds\":[{string.Join(',', item.Links.Where(link => link.Relation == "tags").Select(link => link.Row.Id))}],"
                + $"\"parts\":[{string.Join(',', item.Follow("parts").Select(part => part.Json($",\"tagId\":{part.Key("tag")}")))}]");
            foreach (var group in _groups.Where(group => group.Hidden))
            {
                using var outcome = await database.Engine.ExecuteAsync(new DeleteOperation { Resource = "group", Key = [$"{group.Id}"] }, TestDatabase.Cancellation);
                Assert.Null(outcome.Problem);
            }

            async Task InsertAsync(string resource, List<Row> rows, Func<Row, string> rest)
            {
                if (rows.Count > 0) Assert.Equal(WriteStatus.Done, (await database.InsertAsync(resource, [.. rows.Select(row => row.Json(rest(row)))])).Status);
            }
        }

        public override string ToString() => string.Join(' ', _tags.Concat(_groups).Concat(Items).Concat(_parts));
    }

    private sealed class Row(Resource resource, long id, int? n, string? s, string[]? marks)
    {
        public Resource Resource => resource;

        public long Id => id;

        public bool Hidden { get; set; }

        public List<(string Relation, Row Row)> Links { get; } = [];

        public string Marks => marks is null ? "null" : $"[{string.Join(',', marks.Select(mark => $"\"{mark}\""))}]";

        public Value this[string field] => field switch
        {
            "id" => Value.Of(id),
            "n" => n is { } number ? Value.Of(number) : Value.Null,
            "s" => s is null ? Value.Null : Value.Of(s),
            "marks" => marks is null ? Value.Null : Value.Of([.. marks.Select(Value.Of)]),
            _ => throw new NotSupportedException(),
        };

        public IEnumerable<Row> Follow(string relation) => Links.Where(link => link.Relation == relation && !link.Row.Hidden).Select(link => link.Row);

        public string Key(string relation) => Links.Find(link => link.Relation == relation).Row is { } row ? $"{row.Id}" : "null";

        public string Json(string rest) => $$"""{"id":{{id}},"n":{{n?.ToString() ?? "null"}},"s":{{(s is null ? "null" : $"\"{s}\"")}}{{rest}}}""";

        public override string ToString() => $"{resource.Name}{Json(Hidden ? " hidden" : "")}({string.Join(' ', Links.Select(link => $"{link.Relation}:{link.Row.Id}"))})";
    }
}
