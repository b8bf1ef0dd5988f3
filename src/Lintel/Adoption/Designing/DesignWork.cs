using Lintel.Adoption.Catalog;
using Lintel.Adoption.Naming;

namespace Lintel.Adoption.Designing;

/// <summary>What the steps of a design share.</summary>
internal sealed class DesignWork
{
    private readonly Dictionary<CatalogName, ResourceDesign> _byTable;
    private readonly Dictionary<ResourceDesign, NameSet> _names;
    private readonly Dictionary<ResourceDesign, int> _prefixes;
    private readonly Dictionary<(ResourceDesign, string), FieldDesign> _scalars = [];

    public DesignWork(IReadOnlyList<ResourceDesign> resources, ITypeMap types, KnownNames known, List<CatalogOmission> leftOut, List<CatalogOmission> notes)
    {
        (Resources, Types, Known, LeftOut, Notes) = (resources, types, known, leftOut, notes);
        _byTable = resources.ToDictionary(resource => resource.Table.Name);
        _names = resources.ToDictionary(resource => resource, _ => new NameSet());
        _prefixes = resources.ToDictionary(resource => resource, Prefix);
    }

    public IReadOnlyList<ResourceDesign> Resources { get; }

    public ITypeMap Types { get; }

    /// <summary>The names that there are already.</summary>
    public KnownNames Known { get; }

    public List<CatalogOmission> LeftOut { get; }

    public List<CatalogOmission> Notes { get; }

    public ResourceDesign? Of(CatalogName table) => _byTable.GetValueOrDefault(table);

    /// <summary>The names of fields and relations that are taken.</summary>
    public NameSet Names(ResourceDesign resource) => _names[resource];

    /// <summary>Whether a resource is called so.</summary>
    public bool IsResource(string name) => Resources.Any(resource => string.Equals(resource.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The words of a column, without what all columns of its table begin with.</summary>
    public IReadOnlyList<string> ColumnWords(ResourceDesign resource, string column)
    {
        var words = Words.Of(column);
        return words.Count > _prefixes[resource] ? [.. words.Skip(_prefixes[resource])] : words;
    }

    /// <summary>The column of that name, where it can be served; null otherwise.</summary>
    public static CatalogColumn? Column(ResourceDesign resource, string name) =>
        resource.Table.Columns.FirstOrDefault(column => column.Name == name && column.Rights.HasFlag(CatalogRights.Select));

    /// <summary>The field of a column of its own; made where there is none yet.</summary>
    public FieldDesign Scalar(ResourceDesign resource, CatalogColumn column)
    {
        if (_scalars.TryGetValue((resource, column.Name), out var known))
            return known;
        var words = ColumnWords(resource, column.Name);
        var name = Names(resource).Take([.. Listed(Known.Field(resource.Table.Name, [column.Name])), Reserved.Field(words), Reserved.Field(Words.Of(column.Name)), Reserved.Field([.. words, "value"])]);
        var type = Types.Of(column);
        var field = new FieldDesign(name) { Columns = [column.Name], DefaultColumns = [Contract.Compilation.Casing.Snake(name)], Type = type.Type, Kept = type.Kept, Labels = type.Members };
        _scalars.Add((resource, column.Name), field);
        resource.Fields.Add(field);
        return field;
    }

    /// <summary>The field of a column of its own, if it has one.</summary>
    public FieldDesign? FindScalar(ResourceDesign resource, string column) => _scalars.GetValueOrDefault((resource, column));

    /// <summary>The names by which the key of a resource travels; none for one without a key.</summary>
    public IReadOnlyList<string> KeyNames(ResourceDesign resource) =>
        resource.Key.Type is not null ? ["id"] : [.. resource.Key.Fields.SelectMany(name => TravelNames(resource, name))];

    /// <summary>The names by which a field or reference travels.</summary>
    public IReadOnlyList<string> TravelNames(ResourceDesign resource, string name) =>
        resource.Fields.Find(field => field.Name == name) is { Target: { } target } reference ? TravelNames(name, reference.To.Count == 0 ? KeyNames(target) : [.. reference.To.SelectMany(to => TravelNames(target, to))]) : [name];

    /// <summary>The names by which a reference of that name travels: <c>customerId</c>.</summary>
    public static IReadOnlyList<string> TravelNames(string reference, IReadOnlyList<string> keys) => [.. keys.Select(key => reference + Contract.Compilation.Casing.Capital(key))];

    /// <summary>The columns of a key, in the order of its parts.</summary>
    public static IReadOnlyList<string> KeyColumns(ResourceDesign resource) =>
        resource.Key.Column is { } column ? [column] : [.. resource.Key.Fields.SelectMany(name => resource.Fields.Find(field => field.Name == name)!.Columns)];

    /// <summary>A name as a list: of none, where there is none.</summary>
    public static IEnumerable<string> Listed(string? name) => name is null ? [] : [name];

    // Only what is like the table's name is a prefix: `first_name` and `first_seen` mean their `first`.
    private static int Prefix(ResourceDesign resource)
    {
        IReadOnlyList<string>[] names = [.. resource.Table.Columns.Select(column => Words.Of(column.Name))];
        var shared = Prefixes.Common(names, 3);
        return shared > 0 && IsLike(string.Concat(Words.Of(resource.Table.Name.Name)), string.Concat(names[0].Take(shared))) ? shared : 0;
    }

    private static bool IsLike(string table, string prefix)
    {
        var at = 0;
        foreach (var letter in table)
        {
            if (at < prefix.Length && prefix[at] == letter)
                at++;
        }

        return at == prefix.Length && table[0] == prefix[0];
    }
}
