using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace Lintel.Http.Tests.Rest;

/// <summary>Whatever an aggregate is, and whatever it shall be: it becomes that, and its version rises exactly where something differs.</summary>
public sealed class ReplacePropertyTests
{
    private const string Contract = """
          tag:
            key: int
            managed: []
            fields: { name: string }
          tree:
            key: int
            fields:
              a: int?
              b: string = none
              weight: { computed: sum(branches.n), stored: true }
              tags: tag[] reverse trees
          treeBranch:
            partOf: tree
            key: int
            fields:
              n: int
              leafCount: { computed: count(leaves), stored: true }
              marks: tag[] reverse branches
          treeBranchLeaf:
            partOf: treeBranch
            key: int
            fields: { n: int }
        """;

    private static readonly Gen<WantedLeaf> Leaf = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 1], (pick, n) => new WantedLeaf(pick, n));

    private static readonly Gen<WantedBranch> Branch =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 1], Leaf.Array[0, 3], Gen.Int[0, 7].Nullable(), (pick, n, leaves, marks) => new WantedBranch(pick, n, leaves, marks));

    private static readonly Gen<WantedTree> Wanted = Gen.Select(
        Gen.Int[0, 1].Nullable(), Gen.OneOf(Gen.Const("none"), Gen.Const("b")), Branch.Array[0, 3], Gen.Int[0, 7].Nullable(), Gen.Bool, Gen.Bool,
        (a, b, branches, tags, isPatch, isSame) => new WantedTree(a, b, branches, tags, isPatch, isSame));

    [Fact]
    public async Task An_aggregate_becomes_what_it_shall_be()
    {
        await using var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("tags", """{"name":"1"}""", """{"name":"2"}""", """{"name":"3"}""");
        await Wanted.Array[1, 4].SampleAsync(async steps =>
        {
            var target = (await service.CreateAsync("trees", "{}"))[0].Location;
            var stored = await ReadAsync(service, target);
            foreach (var wanted in steps)
            {
                var expected = wanted.IsSame ? stored : Apply(wanted, stored);
                var body = wanted.IsSame ? Write(stored) : Write(expected);
                _ = wanted.IsPatch ? (await service.PatchAsync(target, body)).Expect(200) : (await service.PutAsync(target, body)).Expect(200);
                var actual = await ReadAsync(service, target);
                Assert.Equal(Text(expected, expected), Text(actual, expected));
                Assert.Equal(expected.Branches.Sum(branch => branch.N), actual.Weight);
                Assert.All(actual.Branches, branch => Assert.Equal(branch.Leaves.Count, branch.LeafCount));
                var differs = Text(expected, expected) != Text(stored, expected);
                Assert.Equal(stored.Version + (differs ? 1 : 0), actual.Version);
                stored = actual;
            }
        }, iter: 25, threads: 1);
    }

    /// <summary>What a tree becomes: rows that are picked stay, others are new, and what is not picked goes.</summary>
    private static Tree Apply(WantedTree wanted, Tree stored)
    {
        var branches = new List<BranchRow>();
        foreach (var want in wanted.Branches.DistinctBy(branch => branch.Pick))
        {
            var old = want.Pick < stored.Branches.Count ? stored.Branches[want.Pick] : null;
            var leaves = want.Leaves.DistinctBy(leaf => leaf.Pick)
                .Select(leaf => new LeafRow(old is not null && leaf.Pick < old.Leaves.Count ? old.Leaves[leaf.Pick].Id : null, leaf.N)).ToList();
            branches.Add(new BranchRow(old?.Id, want.N, leaves, want.Marks is { } marks ? Tags(marks) : old?.Marks ?? [], want.Marks is not null, 0));
        }
        return new Tree(wanted.A, wanted.B, branches, wanted.Tags is { } tags ? Tags(tags) : stored.Tags, wanted.Tags is not null, 0, 0);
    }

    private static List<int> Tags(int bits) => [.. Enumerable.Range(1, 3).Where(tag => (bits & (1 << (tag - 1))) != 0)];

    private static string Write(Tree tree)
    {
        var body = new Dictionary<string, object?> { ["a"] = tree.A, ["b"] = tree.B, ["branches"] = tree.Branches.Select(Write).ToArray() };
        if (tree.GivesTags) body["tagIds"] = tree.Tags;
        return JsonSerializer.Serialize(body);
    }

    private static Dictionary<string, object?> Write(BranchRow branch)
    {
        var body = new Dictionary<string, object?> { ["n"] = branch.N, ["leaves"] = branch.Leaves.Select(Write).ToArray() };
        if (branch.Id is { } id) body["id"] = id;
        if (branch.GivesMarks) body["markIds"] = branch.Marks;
        return body;
    }

    private static Dictionary<string, object?> Write(LeafRow leaf)
    {
        var body = new Dictionary<string, object?> { ["n"] = leaf.N };
        if (leaf.Id is { } id) body["id"] = id;
        return body;
    }

    private static async Task<Tree> ReadAsync(TestService service, string target)
    {
        var json = (await service.GetAsync($"{target}?include=branches.leaves,branches.marks,tags")).Expect(200).Json;
        return new Tree(
            json.GetProperty("a") is { ValueKind: JsonValueKind.Number } a ? a.GetInt32() : null,
            json.GetProperty("b").GetString()!,
            [.. json.GetProperty("branches").EnumerateArray().Select(branch => new BranchRow(
                branch.GetProperty("id").GetInt32(),
                branch.GetProperty("n").GetInt32(),
                [.. branch.GetProperty("leaves").EnumerateArray().Select(leaf => new LeafRow(leaf.GetProperty("id").GetInt32(), leaf.GetProperty("n").GetInt32()))],
                Keys(branch.GetProperty("marks")),
                true,
                branch.GetProperty("leafCount").GetInt32()))],
            Keys(json.GetProperty("tags")),
            true,
            json.GetProperty("weight").GetInt32(),
            json.GetProperty("version").GetInt32());
    }

    private static List<int> Keys(JsonElement list) => [.. list.GetProperty("data").EnumerateArray().Select(row => row.GetProperty("id").GetInt32()).Order()];

    /// <summary>A tree as text, its rows in no order; those that the expected tree has no key of are new.</summary>
    private static string Text(Tree tree, Tree expected)
    {
        var branches = expected.Branches.Select(branch => branch.Id).ToHashSet();
        var leaves = expected.Branches.SelectMany(branch => branch.Leaves).Select(leaf => leaf.Id).ToHashSet();
        var text = tree.Branches.Select(branch =>
        {
            var below = branch.Leaves.Select(leaf => $"{Key(leaf.Id, leaves)}={leaf.N}").Order(StringComparer.Ordinal);
            return $"{Key(branch.Id, branches)}={branch.N}[{string.Join(',', below)}]({string.Join(',', branch.Marks)})";
        }).Order(StringComparer.Ordinal);
        return $"a={tree.A} b={tree.B} ({string.Join(',', tree.Tags)})\n{string.Join('\n', text)}";
    }

    private static string Key(int? id, HashSet<int?> known) => id is { } key && known.Contains(key) ? key.ToString(CultureInfo.InvariantCulture) : "new";

    private sealed record WantedLeaf(int Pick, int N);

    private sealed record WantedBranch(int Pick, int N, WantedLeaf[] Leaves, int? Marks);

    private sealed record WantedTree(int? A, string B, WantedBranch[] Branches, int? Tags, bool IsPatch, bool IsSame);

    private sealed record LeafRow(int? Id, int N);

    private sealed record BranchRow(int? Id, int N, List<LeafRow> Leaves, List<int> Marks, bool GivesMarks, int LeafCount);

    private sealed record Tree(int? A, string B, List<BranchRow> Branches, List<int> Tags, bool GivesTags, int Weight, int Version);
}
