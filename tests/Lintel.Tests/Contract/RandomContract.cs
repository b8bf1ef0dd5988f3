using System.Text;

namespace Lintel.Tests.Contract;

/// <summary>Writes random contracts that are valid.</summary>
internal static class RandomContract
{
    private static readonly string[] Nouns = ["apple", "bridge", "candle", "drum", "engine", "flagPole", "garden", "hammer", "island", "jacket", "kite", "lamp"];

    private static readonly string[] Scalars =
    [
        "string", "string(1..20)", "string(..9)? unique(ignoreCase)", "string(3..) searchable", "text?", "text(..99) searchable = 'a b'", "int", "int >= 0 = 0", "int > -5 <= 10?",
        "long unique", "decimal(12,2) >= 0 = 0.50", "decimal(38,10)", "decimal(5)", "double < 1.5", "bool = false", "date >= 2000-01-01", "date = now()", "time = 12:30:00",
        "datetime", "timestamp = now()", "timestamp?", "duration = PT1H", "uuid", "email unique", "url?", "json", "json?", "bytes(..100)", "enum(a, b, c-d) = b", "enum(x)", "string(..5)[]",
        "int[] = [1, 2]", "enum(a, b)[]", "int readOnly = 3", "string writeOnly", "string immutable deprecated",
    ];

    public static string Write(int seed)
    {
        var random = new Random(seed);
        var names = Nouns.Take(1 + random.Next(Nouns.Length)).ToArray();
        var text = new StringBuilder("lintel: 1\nservice: random\nresources:\n");
        for (var i = 0; i < names.Length; i++)
            WriteResource(text, names, i, random);
        return text.ToString();
    }

    private static void WriteResource(StringBuilder text, string[] names, int index, Random random)
    {
        var owned = index > 0 && random.Next(4) == 0;
        text.Append("  ").Append(names[index]).Append(":\n");
        if (owned)
            text.Append("    partOf: ").Append(names[random.Next(Math.Min(index, 1))]).Append('\n');
        text.Append(random.Next(6) switch
        {
            0 => "    key: int\n",
            1 => "    key: { type: long, client: true }\n",
            2 => "    key: string(2..8)\n",
            3 => "    key: [code]\n",
            4 => "    key: [code, number]\n",
            _ => "",
        });
        text.Append(random.Next(3) switch { 0 => "    managed: [version]\n", 1 => "    managed: []\n", _ => "" });
        text.Append("    fields:\n      code: string(1..10)\n      number: int\n      status: enum(open, shut) = open\n");
        var fields = new List<string> { "code", "number", "status" };
        for (var i = 0; i < random.Next(8); i++)
        {
            var type = Scalars[random.Next(Scalars.Length)].Replace("10?", "10", StringComparison.Ordinal);
            var sortable = !type.Contains("json", StringComparison.Ordinal) && !type.Contains("[]", StringComparison.Ordinal) && !type.Contains("writeOnly", StringComparison.Ordinal) && type != "text?";
            if (sortable)
                fields.Add($"f{i}");
            text.Append(random.Next(2) == 0 ? $"      f{i}: {type}\n" : $"      f{i}: {{ type: \"{type}\", description: \"Number {i}.\" }}\n");
        }

        for (var i = 0; i < random.Next(4); i++)
        {
            var target = names[random.Next(names.Length)];
            fields.Add($"ref{i}");
            text.Append(random.Next(3) switch
            {
                0 => $"      ref{i}: {target} reverse r{index}x{i}\n",
                1 => $"      ref{i}: {target}? onDelete setNull reverse r{index}x{i}\n",
                _ => $"      ref{i}: {target} unique onDelete cascade reverse r{index}x{i}\n",
            });
        }

        if (random.Next(3) == 0)
            text.Append($"      links: {names[random.Next(names.Length)]}[] reverse linked{index}\n");
        if (random.Next(2) == 0)
            text.Append("    state: status\n    actions:\n      shutDown: { from: [open], to: shut, input: { why: string(1..20)?, often: int = 1, marks: \"bool[] = []\" }, rules: [input.often > 0 or has(input.why)] }\n");
        if (random.Next(2) == 0)
            text.Append("    rules:\n      - number > -5 or status == 'open'\n      - { name: coded, check: size(code) > 0 and code != 'none', message: It has a code. }\n");
        var shuffled = fields.OrderBy(_ => random.Next()).ToArray();
        text.Append($"    queries:\n      - {{ filter: [{shuffled[0]}], sort: [-{shuffled[1]}, {shuffled[2]}] }}\n      - {{ sort: [{shuffled[1]}] }}\n");
        text.Append($"    unique: [[{shuffled[0]}, {shuffled[2]}]]\n");
    }
}
