using Lintel.Contract.Fields;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Reads what a resource declares from nodes that the shape checker has seen.</summary>
internal static class ResourceReader
{
    public static ResourceDeclaration Read(Entry entry, DiagnosticBag bag)
    {
        var name = new Located<string>(entry.Key.Text, entry.Key.Place);
        if (entry.Value is not MappingNode node || node.Broken)
            return new ResourceDeclaration { Name = name, Broken = true };
        return new ResourceDeclaration
        {
            Name = name,
            Broken = node.Find("fields") is null || node.Entries.Any(item => item.Value.Broken && item.Key.Text == "partOf"),
            Description = node.FindText("description")?.Value,
            Fields = node.Find("fields") is MappingNode fields ? [.. fields.Entries.Select(field => FieldReader.Read(field, bag))] : [],
            Key = ReadKey(node.Find("key")),
            Managed = node.Find("managed") is SequenceNode managed ? [.. Texts(managed).Select(text => text.Value)] : null,
            PartOf = node.FindText("partOf"),
            Plural = node.FindText("plural"),
            Path = node.FindText("path"),
            Table = TableDeclaration.Read(node.Find("table")),
            Allow = node.Find("allow") is SequenceNode allow ? new(allow.Place, Texts(allow).Aggregate(Allowed.None, (all, one) => all | Enum.Parse<Allowed>(one.Value, ignoreCase: true))) : null,
            Was = node.FindText("was"),
            Uniques = [.. Items(node.Find("unique")).Select(ReadUnique)],
            Queries = [.. Items(node.Find("queries")).OfType<MappingNode>().Select(query => ReadQuery(query, bag))],
            Rules = ReadRules(node),
            Search = node.Find("search") is MappingNode search ? new SearchDeclaration(search.Place, search.FindText("language"), search.FindText("typos")?.Value == "true") : null,
            Access = AccessDeclaration.Of(node.Find("access")),
            IsShared = node.FindText("tenant")?.Place,
            Audit = FieldReader.Flag(node, "audit"),
            State = node.FindText("state"),
            Actions = node.Find("actions") is MappingNode actions ? [.. actions.Entries.Select(action => ReadAction(action, bag))] : [],
            SoftDelete = FieldReader.Flag(node, "softDelete"),
            MaxItems = FieldReader.Number(node, "maxItems"),
            Reverse = node.FindText("reverse"),
            RequiresMatch = node.FindText("ifMatch")?.Value == "required",
            MaxLimit = FieldReader.Number(node, "maxLimit"),
        };
    }

    private static KeyDeclaration? ReadKey(Node? node) => node switch
    {
        ScalarNode type => new(type.Place, type, Client: false, null),
        MappingNode mapping when mapping.FindScalar("type") is { } type => new(type.Place, type, mapping.FindText("client")?.Value == "true", null) { Column = mapping.FindText("column"), MadeByDatabase = mapping.FindText("default")?.Place },
        SequenceNode fields => new(fields.Place, null, Client: true, Texts(fields)),
        _ => null,
    };

    private static UniqueDeclaration ReadUnique(Node node) => node is MappingNode mapping
        ? new(mapping.Place, Texts(mapping.Find("fields")), mapping.FindText("ignoreCase")?.Value == "true", mapping.FindText("global")?.Value == "true")
        : new(node.Place, Texts(node), false);

    private static QueryDeclaration ReadQuery(MappingNode node, DiagnosticBag bag)
    {
        if (node.Entries.Count == 0)
            bag.Report(LanguageRules.EmptyValue, node.Place, "This access pattern is empty.", "add `filter:`, `sort:` or both");
        return new(node.Place, Texts(node.Find("filter")), Texts(node.Find("sort")));
    }

    private static RuleDeclaration[] ReadRules(MappingNode node) => [.. Items(node.Find("rules")).Select(ReadRule).OfType<RuleDeclaration>()];

    private static RuleDeclaration? ReadRule(Node node) => node switch
    {
        ScalarNode check => new(null, check, null),
        MappingNode mapping when mapping.FindScalar("check") is { } check => new(mapping.FindText("name"), check, mapping.FindText("message")?.Value),
        _ => null,
    };

    private static ActionDeclaration ReadAction(Entry entry, DiagnosticBag bag)
    {
        var node = entry.Value as MappingNode;
        var name = new Located<string>(entry.Key.Text, entry.Key.Place);
        if (node is null or { Broken: true })
            return new ActionDeclaration { Name = name, Broken = true };
        return new ActionDeclaration
        {
            Name = name,
            From = Texts(node.Find("from")),
            To = node.FindText("to"),
            Input = node.Find("input") is MappingNode input ? [.. input.Entries.Select(field => FieldReader.Read(field, bag))] : [],
            Sets = node.Find("set") is MappingNode set ? [.. Sound(set).Select(item => (new Located<string>(item.Key.Text, item.Key.Place), (ScalarNode)item.Value))] : [],
            Rules = ReadRules(node),
            Access = node.FindScalar("access"),
            Description = node.FindText("description")?.Value,
            Broken = node.Entries.Any(item => item.Value.Broken || (item.Value is MappingNode below && below.Entries.Any(one => one.Value.Broken))),
        };
    }

    private static IEnumerable<Entry> Sound(MappingNode node) => node.Entries.Where(item => !item.Value.Broken && item.Value is ScalarNode);

    private static IEnumerable<Node> Items(Node? node) => node is SequenceNode list ? list.Items.Where(item => !item.Broken) : [];

    private static Located<string>[] Texts(Node? node) =>
        [.. Items(node).OfType<ScalarNode>().Select(item => new Located<string>(item.Text, item.Place))];
}
