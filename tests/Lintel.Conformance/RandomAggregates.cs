using System.Globalization;
using System.Text;

namespace Lintel.Conformance;

/// <summary>Contracts with random stored fields over three levels of owned rows, each with a twin that is not stored, and rows for them.</summary>
internal static class RandomAggregates
{
    /// <summary>A contract of <c>root</c>, <c>rootItem</c> and <c>rootItemBit</c>, with the names of the stored fields of each resource.</summary>
    public static (string Text, (string Resource, string[] Fields)[] Names) Contract(Random random)
    {
        var text = new StringBuilder("  root:\n    key: int\n    managed: [version]\n    fields:\n      a: int?\n      b: decimal(8,3)?\n      s: string(..20)?\n      on: bool = false\n");
        string[] number = ["a", "b", "version", "count(items)", "sum(items.n)", "sum(items.n * items.d)", "avg(items.d)", "max(items.n)", "min(items.d)", "items.count(i, i.n > a)", "items.sum(i, i.bits.sum(t, t.w * i.n))", "items.sum(i, i.c0)", "size(s)", "id"];
        string[] words = ["s", "min(items.t)", "max(items.t)", "'x'"];
        string[] test = ["on", "items.exists(i, i.n == a)", "items.all(i, i.d > 1)", "a < sum(items.n)", "items.exists(i, i.bits.exists(t, t.w > i.d))", "b == null"];
        var root = Fields(random, number, words, test, text);
        text.Append("  rootItem:\n    partOf: root\n    key: int\n    fields:\n      n: int?\n      d: decimal(12,2)?\n      t: string(..20)?\n");
        var item = Fields(random, ["n", "d", "root.a", "sum(bits.w)", "bits.count(t, t.w > root.b)", "count(root.items)", "avg(bits.w)"], ["t", "root.s", "'y'"], ["root.on", "n == root.a", "bits.exists(t, t.w == n)"], text);
        text.Append("  rootItemBit:\n    partOf: rootItem\n    key: int\n    fields:\n      w: long?\n");
        var bit = Fields(random, ["w", "rootItem.n", "rootItem.root.a", "count(rootItem.bits)"], ["rootItem.t"], ["rootItem.root.on"], text);
        return (text.ToString(), [("root", root), ("rootItem", item), ("rootItemBit", bit)]);
    }

    /// <summary>A row of <c>root</c>.</summary>
    public static string Root(Random random, bool withChildren)
    {
        var members = new List<string> { $"\"a\":{Number(random)}", $"\"b\":{Decimal(random)}", $"\"s\":{Text(random)}", $"\"on\":{(random.Next(2) == 0 ? "true" : "false")}" };
        if (!withChildren) members.RemoveAt(random.Next(members.Count));
        if (withChildren) members.Add($"\"items\":[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Item(random)))}]");
        return $"{{{string.Join(',', members)}}}";
    }

    private static string Item(Random random)
    {
        var bits = Enumerable.Range(0, random.Next(3)).Select(_ => $"{{\"w\":{Number(random)}}}");
        return $"{{\"n\":{Number(random)},\"d\":{Decimal(random)},\"t\":{Text(random)},\"bits\":[{string.Join(',', bits)}]}}";
    }

    // The first is a number always, so that others can name it.
    private static string[] Fields(Random random, string[] number, string[] words, string[] test, StringBuilder text)
    {
        string Pick(string[] from) => from[random.Next(from.Length)];
        // Each names a child or the parent: what is of one row is the database's.
        string[] names = ["c0", "c1", "c2", "c3", "c4"];
        foreach (var name in names)
        {
            var sum = $"({Pick(number)} {Pick(["+", "-", "*", "/", "%"])} {Pick(number)})";
            var expression = name == "c0" ? sum : random.Next(4) switch
            {
                0 => $"{Pick(test)} {Pick(["and", "or"])} not ({Pick(test)})",
                1 => $"{Pick(words)} + '/' + {Pick(words)}",
                2 => $"{Pick(test)} ? {Pick(words)} : {Pick(words)}",
                _ => $"{sum} {Pick(["+", "*", "<", "=="])} {Pick(number)}",
            };
            text.Append(CultureInfo.InvariantCulture, $"      {name}: {{ computed: \"{expression}\", stored: true }}\n      {name}Now: {{ computed: \"{expression}\" }}\n");
        }
        return names;
    }

    private static string Number(Random random) => random.Next(6) switch { 0 => "null", 1 => "0", 2 => "2147483647", _ => random.Next(-9, 10).ToString(CultureInfo.InvariantCulture) };

    private static string Decimal(Random random) => random.Next(6) == 0 ? "null" : (random.Next(-999, 1000) / 100m).ToString(CultureInfo.InvariantCulture);

    private static string Text(Random random) => random.Next(4) == 0 ? "null" : $"\"{(char)('a' + random.Next(3))}é{random.Next(3)}\"";
}
