using System.Globalization;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;

namespace Lintel.Contract.Language;

/// <summary>Compares a tree of nodes with the tables of keys, reports what differs, and marks it so that readers pass over it.</summary>
internal sealed class ShapeChecker(DiagnosticBag bag)
{
    /// <summary>Most items of any list or mapping; what takes more is no contract.</summary>
    public const int MaxItems = 1_000;

    /// <summary>Checks the mapping at the top of a file. What must be there is looked for over all files, by the caller.</summary>
    public void CheckRoot(MappingNode root) => CheckKeys(root, ContractKeys.Root, requireAll: false, root.Place);

    private void Check(Node node, Shape shape, Place owner)
    {
        if (node.Broken)
            return;
        if (node is SequenceNode { Items.Count: > MaxItems } or MappingNode { Entries.Count: > MaxItems })
        {
            Break(node, YamlRules.TooLarge, $"A list or a mapping has at most {MaxItems} items.");
            return;
        }

        switch (shape, node)
        {
            case (ChoiceShape choice, _):
                if (choice.Choices.FirstOrDefault(one => Fits(one, node)) is { } chosen)
                    Check(node, chosen, owner);
                else
                    ReportWrongKind(node, shape, owner);
                break;
            case (ListShape list, SequenceNode sequence):
                if (sequence.Items.Count < list.MinItems)
                    Break(node, LanguageRules.EmptyValue, "This list is empty, but needs at least one item.");
                if (sequence.Items.Count > list.MaxItems)
                {
                    Break(node, YamlRules.TooLarge, $"This list has at most {list.MaxItems} items.");
                    break;
                }

                foreach (var item in sequence.Items)
                    Check(item, list.Item, owner);
                break;
            case (ObjectShape mapping, MappingNode keys):
                CheckKeys(keys, mapping.Table, requireAll: true, owner);
                break;
            case (MapShape map, MappingNode entries):
                if (entries.Entries.Count == 0)
                    Break(node, LanguageRules.EmptyValue, "This mapping is empty.");
                foreach (var entry in entries.Entries)
                    Check(entry.Value, map.Value, entry.Key.Place);
                break;
            case (LiteralShape, SequenceNode sequence):
                foreach (var item in sequence.Items)
                    Check(item, new LiteralShape(), owner);
                break;
            case (LiteralShape, MappingNode { Entries.Count: 0 } or ScalarNode):
                break;
            case (_, ScalarNode scalar) when Fits(shape, node):
                CheckScalar(scalar, shape, owner);
                break;
            default:
                ReportWrongKind(node, shape, owner);
                break;
        }
    }

    private static bool Fits(Shape shape, Node node) => shape switch
    {
        ListShape => node is SequenceNode,
        ObjectShape or MapShape => node is MappingNode,
        _ => node is ScalarNode,
    };

    private void CheckKeys(MappingNode mapping, KeyTable table, bool requireAll, Place owner)
    {
        foreach (var entry in mapping.Entries)
        {
            if (table.Find(entry.Key.Text) is { } key)
                Check(entry.Value, key.Value, entry.Key.Place);
            else if (table == ResourceKeys.Rule && IsCut(entry))
                Break(mapping, YamlRules.CutByColon, "YAML reads `: ` as the end of a key, so this rule can't stand without quotes.", $"quote it: {Wording.YamlQuoted($"{entry.Key.Text} : {((ScalarNode)entry.Value).Text}")}");
            else
                ReportUnknown(entry, table);
        }

        if (mapping.Broken)
            return;

        foreach (var key in table.Keys)
        {
            if (requireAll && key.Required && !bag.Incomplete && !mapping.Entries.Any(entry => entry.Key.Text == key.Name || (entry.Value.Broken && Nearest.To(entry.Key.Text, [key.Name]) is not null)))
            {
                mapping.Broken = table == ResourceKeys.ClientKey || table == TableKeys.Name || table == TableKeys.Through || table == ResourceKeys.Unique || table == ResourceKeys.Rule;
                bag.Report(LanguageRules.MissingKey, owner, $"The key {Wording.Quoted(key.Name)} is missing here.", $"add `{key.Name}: {key.Example}`");
            }
        }
    }

    // Of `paid ? total > 0 : total == 0` YAML makes a key and its value.
    private static bool IsCut(Entry entry) => entry is { Key.Plain: true, Value: ScalarNode } && !entry.Key.Text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '_' or '-');

    private void ReportUnknown(Entry entry, KeyTable table)
    {
        entry.Value.Broken = true;
        var name = entry.Key.Text;
        if (table.Later.TryGetValue(name, out var later))
        {
            bag.Report(LanguageRules.NotYet, entry.Key.Place, $"{Wording.Quoted(name)} is not served by this version yet: {later} come later.", "leave it out for now");
            return;
        }

        var elsewhere = ContractKeys.All.FirstOrDefault(other => other != table && other.Find(name) is not null);
        bag.Report(LanguageRules.UnknownKey, entry.Key.Place, $"{Wording.Quoted(name)} is not a key of {Named(table)}.",
            bag.DidYouMean(name, table.Keys.Select(key => key.Name))
            ?? (elsewhere is null ? $"it has {Wording.Listed(table.Keys.Select(key => key.Name))}" : $"{Wording.Quoted(name)} is a key of {Named(elsewhere)}; check the indentation"));
    }

    private static string Named(KeyTable table) =>
        table == ContractKeys.Root ? table.Name
        : table == ResourceKeys.Resource || table == FieldKeys.Field || table == ResourceKeys.Rule ? $"a {table.Name}"
        : table == ResourceKeys.Action ? "an action" : $"`{table.Name}`";

    private void CheckScalar(ScalarNode node, Shape shape, Place owner)
    {
        if ((node.IsNull && !(shape is ExpressionShape && node.Text.Length > 0)) || (node.Text.Length == 0 && shape is not TextShape))
        {
            node.Broken = true;
            bag.Report(LanguageRules.EmptyValue, node.Place.Length > 0 ? node.Place : owner, $"There is no value here; {shape.Noun} belongs here.");
            return;
        }

        var fine = shape switch
        {
            WordShape words => words.Words.Contains(node.Text, StringComparer.Ordinal),
            BoolShape => node.Text is "true" or "false",
            IntegerShape number => long.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= number.Minimum && value <= number.Maximum,
            PatternShape pattern => pattern.Matches(node.Text),
            LimitShape limit => limit.Matches(node.Text),
            _ => true,
        };
        if (!fine)
        {
            var near = shape switch
            {
                WordShape words => bag.DidYouMean(node.Text, words.Words),
                BoolShape => node.Text.ToUpperInvariant() is "YES" or "ON" or "TRUE" or "1" ? "did you mean `true`?" : "did you mean `false`?",
                LimitShape limit => $"write a value such as {limit.Example}",
                _ => null,
            };
            Break(node, LanguageRules.WrongValue, $"{Wording.Quoted(node.Text)} can't stand here; {shape.Noun} belongs here.", near);
        }
    }

    private void ReportWrongKind(Node node, Shape shape, Place owner)
    {
        node.Broken = true;
        if (node is ScalarNode { IsNull: true })
            bag.Report(LanguageRules.EmptyValue, node.Place.Length > 0 ? node.Place : owner, $"There is no value here; {shape.Noun} belongs here.");
        else
            bag.Report(LanguageRules.WrongKind, node.Place, $"This is {node.Noun}, but {shape.Noun} belongs here.", node is ScalarNode text && shape is ListShape ? $"write `[{text.Text}]`" : null);
    }

    private void Break(Node node, DiagnosticRule rule, string message, string? hint = null)
    {
        node.Broken = true;
        bag.Report(rule, node.Place, message, hint);
    }
}
