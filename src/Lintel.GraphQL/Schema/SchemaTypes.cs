using GraphQL.Types;
using Lintel.Model;

namespace Lintel.GraphQL.Schema;

/// <summary>The types that a service's resources make, each made once.</summary>
internal sealed class SchemaTypes
{
    private static readonly string[] Reserved =
        ["Query", "Mutation", "Subscription", "Node", "PageInfo", "SortDirection", "String", "Int", "Float", "Boolean", "ID", "UUID", "Decimal", "Long", "DateTime", "LocalDateTime", "Date", "Time", "Duration", "JSON", "Bytes", "URL", "Email"];

    /// <summary>Why a field is deprecated.</summary>
    public const string Deprecated = "The contract says that clients should stop using it.";

    private readonly TypeNames _names = new();
    private readonly Dictionary<Resource, ObjectGraphType> _objects = [];
    private readonly Dictionary<Resource, ObjectGraphType> _connections = [];
    private readonly Dictionary<Field, (EnumerationGraphType Type, EnumNames Names)> _enums = [];
    private readonly InterfaceGraphType _node = new() { Name = "Node", Description = "A row that can be found by one identifier among all." };
    private readonly ObjectGraphType _pageInfo = new() { Name = "PageInfo", Description = "Where a page of a list stands, by the Relay specification of cursor connections." };
    private readonly Dictionary<Resource, string> _typeNames = [];

    public SchemaTypes(ServiceModel model)
    {
        Model = model;
        foreach (var name in Reserved) _names.Take(name);
        foreach (var resource in model.Resources) _typeNames.Add(resource, _names.Take(TypeNames.Pascal(resource.Name)));
        _node.AddField(Meant("nodeId", new NonNullGraphType(Scalars.Id), new FieldMeaning.NodeId(), "What identifies the row among all rows; opaque."));
        Part(_pageInfo, "hasNextPage", new NonNullGraphType(Scalars.Boolean), ListPart.HasNextPage, "Whether rows follow the page.");
        Part(_pageInfo, "hasPreviousPage", new NonNullGraphType(Scalars.Boolean), ListPart.HasPreviousPage, "Whether rows come before the page.");
        Part(_pageInfo, "startCursor", Scalars.String, ListPart.StartCursor, "The cursor of the first row; null: there is none.");
        Part(_pageInfo, "endCursor", Scalars.String, ListPart.EndCursor, "The cursor of the last row; null: there is none.");
        Filters = new FilterTypes(this);
        Inputs = new InputTypes(this);
        foreach (var resource in model.Resources) _objects.Add(resource, new ObjectGraphType { Name = _typeNames[resource], Description = resource.Description, IsTypeOf = static _ => false });
        foreach (var resource in model.Resources) Fill(resource, _objects[resource]);
    }

    /// <summary>The service.</summary>
    public ServiceModel Model { get; }

    /// <summary>Its scalars.</summary>
    public Scalars Scalars { get; } = new();

    /// <summary>Its filters and orders.</summary>
    public FilterTypes Filters { get; }

    /// <summary>What its mutations take.</summary>
    public InputTypes Inputs { get; }

    /// <summary>The type that any row with a key has.</summary>
    public InterfaceGraphType Node => _node;

    /// <summary>The types of rows.</summary>
    public IEnumerable<ObjectGraphType> Objects => _objects.Values;

    /// <summary>The name of the type of a resource's rows.</summary>
    public string NameOf(Resource resource) => _typeNames[resource];

    /// <summary>A name that no type has yet.</summary>
    public string Take(string name) => _names.Take(name);

    /// <summary>The type of a resource's rows.</summary>
    public ObjectGraphType Of(Resource resource) => _objects[resource];

    /// <summary>The type of one value of a field, for input and output alike.</summary>
    public IGraphType Element(Resource resource, Field field) => field.Type.Kind == ScalarKind.Enum ? Enum(resource, field).Type : Scalars.Of(field.Type.Kind);

    /// <summary>The type of a field's values.</summary>
    public IGraphType Of(Resource resource, Field field) => field.Type.IsArray ? new ListGraphType(Element(resource, field)) : Element(resource, field);

    /// <summary>The names of an enumeration's members.</summary>
    public EnumNames? NamesOf(Resource resource, Field field) => field.Type.Kind == ScalarKind.Enum ? Enum(resource, field).Names : null;

    /// <summary>A list of a resource's rows.</summary>
    public ObjectGraphType Connection(Resource resource)
    {
        if (_connections.TryGetValue(resource, out var known)) return known;
        var row = _objects[resource];
        var edge = new ObjectGraphType { Name = Take(row.Name + "Edge"), Description = $"One of several {resource.Plural}, with its place in the list." };
        Part(edge, "node", new NonNullGraphType(row), ListPart.Node, "The row.");
        Part(edge, "cursor", new NonNullGraphType(Scalars.String), ListPart.Cursor, "Its place in the list.");
        var connection = new ObjectGraphType { Name = Take(row.Name + "Connection"), Description = $"A page of {resource.Plural}." };
        Part(connection, "nodes", new NonNullGraphType(new ListGraphType(new NonNullGraphType(row))), ListPart.Nodes, "The rows.");
        Part(connection, "edges", new NonNullGraphType(new ListGraphType(new NonNullGraphType(edge))), ListPart.Edges, "The rows with their places.");
        Part(connection, "pageInfo", new NonNullGraphType(_pageInfo), ListPart.PageInfo, "Where the page stands.");
        Part(connection, "totalCount", new NonNullGraphType(Scalars.Int), ListPart.TotalCount, "How many rows there are on all pages. Counted only where it is asked for.");
        return _connections[resource] = connection;
    }

    /// <summary>A field with what it stands for.</summary>
    public static MeantField Meant(string name, IGraphType type, FieldMeaning meaning, string? description, params QueryArgument[] arguments) => new()
    {
        Name = name,
        ResolvedType = type,
        Meaning = meaning,
        Description = MeaningNeeds.Of(meaning) is { } needs ? $"{description} {needs}".TrimStart() : description,
        Arguments = arguments.Length == 0 ? null : new QueryArguments(arguments),
    };

    /// <summary>An argument.</summary>
    public static QueryArgument Argument(string name, IGraphType type, string description) => new(type) { Name = name, Description = description };

    private static void Part(ObjectGraphType type, string name, IGraphType of, ListPart part, string description) => type.AddField(Meant(name, of, new FieldMeaning.OfList(part), description));

    private void Fill(Resource resource, ObjectGraphType type)
    {
        var isNode = resource.Key.Count > 0 && resource.FindField("nodeId") is null && resource.FindRelation("nodeId") is null;
        if (isNode) type.AddField(Meant("nodeId", new NonNullGraphType(Scalars.Id), new FieldMeaning.NodeId(), "What identifies the row among all rows; opaque."));
        foreach (var field in resource.Fields)
        {
            if (field.WriteOnly) continue;
            var meant = Meant(field.Name, OrNull(Of(resource, field), field.Nullable), new FieldMeaning.Value(field, NamesOf(resource, field)), field.Description);
            if (field.Deprecated) meant.DeprecationReason = Deprecated;
            type.AddField(meant);
        }
        foreach (var relation in resource.Relations)
        {
            var meaning = new FieldMeaning.Related(relation);
            type.AddField(relation.IsToOne
                ? Meant(relation.Name, OrNull(_objects[relation.Target], relation.IsOptional), meaning, relation.Description)
                : Meant(relation.Name, new NonNullGraphType(Connection(relation.Target)), meaning, relation.Description, ListArguments(relation.Target)));
        }
        if (resource.Actions.Count > 0)
        {
            type.AddField(Meant(Operations.Selection.ActionsName, new NonNullGraphType(new ListGraphType(new NonNullGraphType(Scalars.String))), new FieldMeaning.Actions(),
                "The actions that the state of the row allows."));
        }
        if (!isNode) return;
        type.AddResolvedInterface(_node);
        _node.AddPossibleType(type);
    }

    /// <summary>What a list takes.</summary>
    public QueryArgument[] ListArguments(Resource resource)
    {
        var arguments = new List<QueryArgument>();
        if (Filters.Where(resource) is { } where) arguments.Add(Argument("where", where, "Which rows."));
        if (Filters.OrderBy(resource) is { } order) arguments.Add(Argument("orderBy", new ListGraphType(new NonNullGraphType(order)), "In which order, the most important first; the key ends it always."));
        if (resource.Fields.Any(field => field.Searchable)) arguments.Add(Argument("search", Scalars.String, "Words that the rows must have."));
        arguments.Add(Argument("first", Scalars.Int, $"The most rows. Default: {Math.Min(ServiceLimits.UsualPage, resource.MaxLimit)}; at most {resource.MaxLimit}."));
        arguments.Add(Argument("after", Scalars.String, "The cursor behind which the page begins."));
        arguments.Add(Argument("last", Scalars.Int, "The most rows, from the end."));
        arguments.Add(Argument("before", Scalars.String, "The cursor before which the page ends."));
        return [.. arguments];
    }

    private (EnumerationGraphType Type, EnumNames Names) Enum(Resource resource, Field field)
    {
        if (_enums.TryGetValue(field, out var known)) return known;
        var names = new EnumNames(field.Type.Members);
        var type = new EnumerationGraphType { Name = Take((_typeNames.GetValueOrDefault(resource) ?? TypeNames.Pascal(resource.Name)) + TypeNames.Pascal(field.Name)), Description = field.Description };
        foreach (var (member, name) in names.All) type.Add(new EnumValueDefinition(name, member) { Description = name == member ? null : $"'{member}'" });
        return _enums[field] = (type, names);
    }

    private static IGraphType OrNull(IGraphType type, bool nullable) => nullable ? type : new NonNullGraphType(type);
}
