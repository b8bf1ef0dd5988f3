using Lintel.Contract.Language;
using Lintel.Contract.Yaml;

namespace Lintel.Contract.Changes;

/// <summary>Compares what two contracts write under the keys that no rule tells the changes of.</summary>
/// <param name="contracts">The two.</param>
/// <param name="told">The keys that rules tell, such as <c>field.unique</c>; those of the top level have no dot.</param>
internal sealed class UntoldKeys(ContractPair contracts, IReadOnlySet<string> told)
{
    private readonly Dictionary<string, ResourcePair> _resources = contracts.Resources.ToDictionary(pair => pair.Name, StringComparer.Ordinal);

    /// <summary>All that differs, in the language's order.</summary>
    public IEnumerable<Difference> Find() => Top().Concat(_resources.Values.SelectMany(OfResource));

    private IEnumerable<Difference> Top() => ContractKeys.Root.Keys
        .Where(key => key.Name != "resources")
        .SelectMany(key => OfKey(ContractKeys.Root, key, contracts.OldTree.Top(key.Name), contracts.NewTree.Top(key.Name), new At(contracts.New.Name, [])));

    private IEnumerable<Difference> OfResource(ResourcePair pair) =>
        OfTable(ResourceKeys.Resource, contracts.OldTree.Resource(pair.Old.Name), contracts.NewTree.Resource(pair.Name), new At(pair.Name, ["resources", pair.Name]));

    private IEnumerable<Difference> OfTable(KeyTable table, MappingNode? old, MappingNode? @new, At at) =>
        table.Keys.SelectMany(key => OfKey(table, key, old?.Find(key.Name), @new?.Find(key.Name), at));

    private IEnumerable<Difference> OfKey(KeyTable table, Key key, Node? old, Node? @new, At at)
    {
        var below = at with { Path = [.. at.Path, key.Name] };
        if (told.Contains(table == ContractKeys.Root ? key.Name : $"{table.Name}.{key.Name}")) return Below(key.Value, old, @new, below);
        var (before, after) = (old?.ToString(), @new?.ToString());
        return before == after ? [] : [new Difference(at.Subject, $"{Wording.Quoted(key.Name)}: {Detail.From(Shown(before), Shown(after))}", below.Path)];
    }

    // Under a key that is told, others may stand that are not.
    private IEnumerable<Difference> Below(Shape shape, Node? old, Node? @new, At at) => shape switch
    {
        ObjectShape { Table: var table } => OfTable(table, old as MappingNode, @new as MappingNode, at),
        ChoiceShape choice => choice.Choices.SelectMany(one => Below(one, old, @new, at)),
        MapShape map when @new is MappingNode items => items.Entries.SelectMany(item => OfItem(map, old as MappingNode, item, at)),
        ListShape list when old is SequenceNode or null && @new is SequenceNode or null => OfItems(list, old as SequenceNode, @new as SequenceNode, at),
        ShortFormShape when at.Path is [.., "fields" or "input", _] => OfWords(old as ScalarNode, @new as ScalarNode, at),
        ShortFormShape or TextShape or WordShape or BoolShape or IntegerShape or LimitShape or PatternShape or LiteralShape or ExpressionShape or MapShape or ListShape => [],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // Constraints of the short form are named as keys of the long one.
    private IEnumerable<Difference> OfWords(ScalarNode? old, ScalarNode? @new, At at)
    {
        if (old is null || @new is null) return [];
        var untold = FieldKeys.Field.Keys.Select(key => key.Name).Where(name => !told.Contains($"{FieldKeys.Field.Name}.{name}")).ToArray();
        var (before, after) = (untold.Intersect(Words(old)).ToArray(), untold.Intersect(Words(@new)).ToArray());
        return
        [
            .. after.Except(before).Select(name => new Difference(at.Subject, $"{Wording.Quoted(name)} is new.", at.Path)),
            .. before.Except(after).Select(name => new Difference(at.Subject, $"{Wording.Quoted(name)} is gone.", at.Path)),
        ];
    }

    private static string[] Words(ScalarNode node) => node.Text.Split(' ', '(', ')', '?', ',', '=');

    private IEnumerable<Difference> OfItem(MapShape map, MappingNode? old, Entry item, At at) =>
        old?.Find(FormerName(at, item.Key.Text)) is { } former
            ? Below(map.Value, former, item.Value, new At($"{at.Subject}.{item.Key.Text}", [.. at.Path, item.Key.Text]))
            : [];

    // Items of a list have no names: each of them is compared with nothing, and what that tells with what it told before.
    private IEnumerable<Difference> OfItems(ListShape list, SequenceNode? old, SequenceNode? @new, At at)
    {
        string[] Told(SequenceNode? node) => [.. (node?.Items ?? []).SelectMany(item => Below(list.Item, null, item, at)).Select(difference => difference.Detail)];
        var (before, after) = (Told(old), Told(@new));
        return before.SequenceEqual(after) ? [] : [new Difference(at.Subject, string.Join(' ', after.Except(before).DefaultIfEmpty("It is gone.")), at.Path)];
    }

    private string FormerName(At at, string name) => at.Path is ["resources", var resource, "fields"] && _resources[resource].Fields.FirstOrDefault(pair => pair.New.Name == name) is { } pair
        ? pair.Old.Name
        : name;

    private static string? Shown(string? text) => text is null ? null : Wording.Quoted(text);

    private sealed record At(string Subject, IReadOnlyList<string> Path);
}
