namespace Lintel.Contract.Yaml;

/// <summary>The nodes of all files of a contract as one tree, so that what a model says can be led back to where it was written.</summary>
internal sealed class ContractTree(IReadOnlyList<MappingNode> roots)
{
    /// <summary>A tree of nothing.</summary>
    public static readonly ContractTree Empty = new([]);

    /// <summary>The mappings at the top, one for each file.</summary>
    public IReadOnlyList<MappingNode> Roots { get; } = roots;

    /// <summary>
    /// The place of what a path of keys leads to, or of the last part of it that is there: what a short form says has the place of its field.
    /// An item of a list is led to by its text, or by what it is named; null only for a tree of nothing.
    /// </summary>
    public Place? Find(IEnumerable<string> path)
    {
        Place? place = Roots.Count > 0 ? Roots[0].Place : null;
        IEnumerable<Node> nodes = Roots;
        foreach (var name in path)
        {
            var found = nodes.SelectMany(node => Below(node, name)).ToArray();
            if (found.Length == 0) break;
            place = found[0].Place;
            nodes = found.Select(below => below.Node);
        }

        return place;
    }

    /// <summary>The sound value of a key of the top level, or null.</summary>
    public Node? Top(string key) => Roots.Select(root => root.Find(key)).FirstOrDefault(node => node is not null);

    /// <summary>What a resource of that name declares, or null.</summary>
    public MappingNode? Resource(string name) =>
        Roots.Select(root => (root.Find("resources") as MappingNode)?.Find(name)).OfType<MappingNode>().FirstOrDefault();

    private static IEnumerable<(Place Place, Node Node)> Below(Node node, string name) => node switch
    {
        MappingNode mapping => mapping.Entries.Where(entry => entry.Key.Text == name).Select(entry => (entry.Key.Place, entry.Value)),
        SequenceNode sequence => sequence.Items.Where(item => Name(item) == name).Select(item => (item.Place, item)),
        _ => [],
    };

    private static string? Name(Node item) => item switch
    {
        ScalarNode scalar => scalar.Text,
        MappingNode mapping => (mapping.FindText("name") ?? mapping.FindText("check"))?.Value,
        _ => null,
    };
}
