using Lintel.Contract.Rules;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Lintel.Contract.Yaml;

/// <summary>Reads one file from parser events into nodes, so that everything keeps its place and nothing is typed by its looks.</summary>
internal sealed class YamlReader
{
    /// <summary>Deepest nesting; the language itself needs eight.</summary>
    public const int MaxDepth = 32;

    // A line may be as long as the file, and hold as many lists.
    private const int LongestSpan = 120;

    private readonly SourceFile _file;
    private readonly DiagnosticBag _bag;
    private readonly Parser _parser;
    private bool _stopped;

    private YamlReader(SourceFile file, DiagnosticBag bag)
    {
        _file = file;
        _bag = bag;
        _parser = new Parser(new Scanner(new StringReader(file.Text), skipComments: true));
    }

    /// <summary>The file's mapping, as far as it could be read; null where there is none.</summary>
    public static MappingNode? Read(SourceFile file, DiagnosticBag bag) => new YamlReader(file, bag).ReadFile();

    private MappingNode? ReadFile()
    {
        Node? root = null;
        var documents = 0;
        for (var current = Next(); current is not StreamEnd; current = Next())
        {
            if (current is DocumentStart && ++documents > 1)
            {
                _bag.Report(YamlRules.SeveralDocuments, PlaceOf(current), "A contract file holds one document, and a second one begins here.",
                    "move it to a file of its own in the same folder");
                break;
            }

            if (current is NodeEvent or AnchorAlias)
                root = ReadNode(current, 0);
        }

        if (root is MappingNode mapping)
            return mapping;
        if (!_bag.Incomplete)
        {
            _bag.Report(YamlRules.NotAMapping, root?.Place ?? new Place(_file, 0, 1), $"A contract is a mapping, but this file holds {root?.Noun ?? "nothing"}.",
                "begin with `lintel: 1`");
            _bag.Incomplete = true;
        }

        return null;
    }

    private Node ReadNode(ParsingEvent current, int depth)
    {
        if (depth > MaxDepth)
        {
            _bag.Report(YamlRules.TooDeep, PlaceOf(current), $"The contract is nested more than {MaxDepth} levels deep.");
            _stopped = _bag.Incomplete = true;
            return new ScalarNode(PlaceOf(current), "", plain: true) { Broken = true };
        }

        if (current is AnchorAlias)
            _bag.Report(YamlRules.Alias, PlaceOf(current), "YAML aliases are not part of the language.", QuoteHint(current));
        var broken = current is AnchorAlias || (current is NodeEvent node && ReportProperties(node));
        Node read = current switch
        {
            Scalar scalar => new ScalarNode(PlaceOf(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart start => ReadSequence(start, depth),
            MappingStart start => ReadMapping(start, depth),
            _ => new ScalarNode(PlaceOf(current), "", plain: true) { Broken = true },
        };
        read.Broken |= broken;
        return read;
    }

    private SequenceNode ReadSequence(SequenceStart start, int depth)
    {
        var items = new List<Node>();
        for (var current = Next(); current is not (SequenceEnd or StreamEnd); current = Next())
            items.Add(ReadNode(current, depth + 1));
        var mended = start.Style == SequenceStyle.Flow ? FlowCuts.Mend(items, _file, _bag) : items;
        return new SequenceNode(FirstLineFrom(start), mended) { Broken = (_stopped || items.Count > 0) && items.TrueForAll(item => item.Broken) };
    }

    private MappingNode ReadMapping(MappingStart start, int depth)
    {
        var entries = new List<Entry>();
        var dropped = false;
        for (var current = Next(); current is not (MappingEnd or StreamEnd); current = Next())
        {
            var key = ReadNode(current, depth + 1);
            var next = Next();
            if (next is StreamEnd)
                break;
            var value = ReadNode(next, depth + 1);
            if (key is ScalarNode { Broken: false } name)
                entries.Add(new Entry(name, value));
            else
                dropped = true;
            if (key is not ScalarNode && !key.Broken)
                _bag.Report(YamlRules.KeyNotText, key.Place, $"A key is text, not {key.Noun}.");
        }

        if (start.Style == MappingStyle.Flow)
            entries = FlowCuts.Mend(entries, _file, _bag);
        return new MappingNode(FirstLineFrom(start), WithoutDuplicates(entries)) { Broken = entries.Count == 0 && (_stopped || dropped) };
    }

    private List<Entry> WithoutDuplicates(List<Entry> entries)
    {
        var seen = new Dictionary<string, ScalarNode>(StringComparer.Ordinal);
        var kept = new List<Entry>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.Key is { Text: "<<", Plain: true })
            {
                _bag.Report(YamlRules.MergeKey, entry.Key.Place, "YAML's merge key `<<` is not part of the language.",
                    "write the keys where they belong; a contract reads top to bottom");
            }
            else if (seen.TryGetValue(entry.Key.Text, out var first))
            {
                _bag.Report(YamlRules.DuplicateKey, entry.Key.Place,
                    $"The key {Wording.Quoted(entry.Key.Text)} stands here a second time; the first is in line {_file.Locate(first.Place.Start).Line}.");
            }
            else
            {
                seen.Add(entry.Key.Text, entry.Key);
                kept.Add(entry);
            }
        }

        return kept;
    }

    private bool ReportProperties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            _bag.Report(YamlRules.Anchor, PlaceOf(node), "YAML anchors are not part of the language.", QuoteHint(node));
        if (!node.Tag.IsEmpty)
            _bag.Report(YamlRules.Tag, PlaceOf(node), "YAML tags are not part of the language: what a value means depends on where it stands.", QuoteHint(node));
        return !node.Anchor.IsEmpty || !node.Tag.IsEmpty;
    }

    private string QuoteHint(ParsingEvent node) =>
        node is SequenceStart or MappingStart
            ? "remove it"
            : $"remove it, or quote the text if it begins so: {Wording.YamlQuoted(RestOfLine((int)node.Start.Index))}";

    private string RestOfLine(int start)
    {
        var rest = _file.Text.AsSpan(start, Math.Min(2 * LongestSpan, _file.Text.Length - start));
        var end = rest.IndexOfAny('\r', '\n');
        return (end < 0 ? rest : rest[..end]).Trim().ToString();
    }

    private ParsingEvent Next()
    {
        try
        {
            if (!_stopped && _parser.MoveNext())
                return _parser.Current!;
        }
        catch (YamlException failure)
        {
            SyntaxErrors.Report(failure, _file, _bag);
            _bag.Incomplete = true;
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // The parser's own slips on hostile input: still a syntax error of the contract.
            _bag.Report(YamlRules.Syntax, new Place(_file, 0, 1), "The file is not YAML.");
            _bag.Incomplete = true;
        }

        _stopped = true;
        return new StreamEnd();
    }

    private Place PlaceOf(ParsingEvent current) => Between((int)current.Start.Index, (int)current.End.Index);

    private Place FirstLineFrom(ParsingEvent current)
    {
        var start = Math.Clamp((int)current.Start.Index, 0, _file.Text.Length);
        var shown = _file.Text.AsSpan(start, Math.Min(LongestSpan, _file.Text.Length - start));
        var end = shown.IndexOfAny('\r', '\n');
        return Between(start, start + (end < 0 ? shown : shown[..end]).TrimEnd().Length);
    }

    private Place Between(int start, int end)
    {
        start = Math.Clamp(start, 0, _file.Text.Length);
        end = Math.Clamp(end, start, _file.Text.Length);
        return new Place(_file, start, end - start);
    }
}
