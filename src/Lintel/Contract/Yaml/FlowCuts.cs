using Lintel.Contract.Rules;

namespace Lintel.Contract.Yaml;

/// <summary>Finds text that a comma cut inside <c>{…}</c> or <c>[…]</c>, such as <c>{ type: enum(a, b) }</c>, and joins it again.</summary>
internal static class FlowCuts
{
    // A short form is cut into a few pieces; looking further would take quadratic time.
    private const int MaxPieces = 100;

    public static List<Entry> Mend(List<Entry> entries, SourceFile file, DiagnosticBag bag)
    {
        var mended = new List<Entry>(entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Value is ScalarNode value && Opens(value))
            {
                var last = i + 1;
                while (last < Math.Min(entries.Count, i + MaxPieces) && IsPiece(entries[last]) && !Closes(entries[last].Key))
                    last++;
                if (last < entries.Count && IsPiece(entries[last]) && Closes(entries[last].Key))
                {
                    entry = entry with { Value = Joined(value, entries[last].Key, file, bag) };
                    i = last;
                }
            }

            mended.Add(entry);
        }

        return mended;
    }

    public static List<Node> Mend(List<Node> items, SourceFile file, DiagnosticBag bag)
    {
        var mended = new List<Node>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (item is ScalarNode value && Opens(value))
            {
                var last = i + 1;
                while (last < Math.Min(items.Count, i + MaxPieces) && items[last] is ScalarNode { Plain: true } piece && !Closes(piece))
                    last++;
                if (last < items.Count && items[last] is ScalarNode { Plain: true } end && Closes(end))
                {
                    item = Joined(value, end, file, bag);
                    i = last;
                }
            }

            mended.Add(item);
        }

        return mended;
    }

    private static ScalarNode Joined(ScalarNode first, ScalarNode last, SourceFile file, DiagnosticBag bag)
    {
        var start = first.Place.Start;
        var place = new Place(file, start, last.Place.Start + last.Place.Length - start);
        bag.Report(YamlRules.CutByComma, place, "YAML cuts this text at its comma, since it stands between braces or brackets.",
            $"quote it: {Wording.YamlQuoted(place.Text)}");
        return new ScalarNode(place, place.Text, plain: true) { Broken = true };
    }

    private static bool IsPiece(Entry entry) => entry is { Key.Plain: true, Value: ScalarNode { Text: "", Plain: true } };

    private static bool Opens(ScalarNode node) => node.Plain && Balance(node.Text) > 0;

    private static bool Closes(ScalarNode node) => Balance(node.Text) < 0;

    private static int Balance(string text) => text.Count(c => c == '(') - text.Count(c => c == ')');
}
