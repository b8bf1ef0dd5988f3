using GraphQL.Types;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.GraphQL.Schema;

/// <summary>The input types of filters and orders, each made where it is first asked for.</summary>
internal sealed class FilterTypes(SchemaTypes types)
{
    /// <summary>What stands for several conditions in a filter.</summary>
    public const string And = "and", Or = "or", Not = "not";

    /// <summary>How rows of a relation to many are meant.</summary>
    public const string Some = "some", Every = "every", None = "none";

    /// <summary>The row of a reference.</summary>
    public const string Is = "is";

    private static readonly (string Name, FilterOperator Operator)[] Operators =
    [
        ("eq", FilterOperator.Equal), ("ne", FilterOperator.NotEqual), ("gt", FilterOperator.Greater), ("gte", FilterOperator.GreaterOrEqual), ("lt", FilterOperator.Less),
        ("lte", FilterOperator.LessOrEqual), ("in", FilterOperator.In), ("nin", FilterOperator.NotIn), ("contains", FilterOperator.Contains),
        ("startsWith", FilterOperator.StartsWith), ("endsWith", FilterOperator.EndsWith), ("isNull", FilterOperator.IsNull),
    ];

    private readonly Dictionary<Resource, InputObjectGraphType> _where = [];
    private readonly Dictionary<Resource, InputObjectGraphType> _one = [];
    private readonly Dictionary<Resource, InputObjectGraphType> _many = [];
    private readonly Dictionary<Resource, InputObjectGraphType?> _order = [];
    private readonly Dictionary<string, InputObjectGraphType> _compare = new(StringComparer.Ordinal);
    private EnumerationGraphType? _direction;

    /// <summary>The operator of that name.</summary>
    public static FilterOperator OperatorOf(string name) => Array.Find(Operators, row => row.Name == name) is { Name: not null } found ? found.Operator : throw new ArgumentException($"No operator '{name}'.", nameof(name));

    /// <summary>Which rows of a resource.</summary>
    public InputObjectGraphType Where(Resource resource)
    {
        if (_where.TryGetValue(resource, out var known)) return known;
        var where = new InputObjectGraphType { Name = types.Take(types.NameOf(resource) + "Where"), Description = $"Which {resource.Plural}: all conditions must hold." };
        _where.Add(resource, where);
        Add(where, And, new ListGraphType(new NonNullGraphType(where)), "All of these must hold.");
        Add(where, Or, new ListGraphType(new NonNullGraphType(where)), "One of these must hold.");
        Add(where, Not, where, "This must not hold.");
        foreach (var field in resource.Fields)
        {
            if (!field.WriteOnly && Name(field.Name) is { } name) Add(where, name, Compare(resource, field), field.Description);
        }
        foreach (var relation in resource.Relations) Add(where, Name(relation.Name), relation.IsToOne ? One(relation.Target) : Many(relation.Target), relation.Description);
        return where;
    }

    /// <summary>By what rows of a resource can be ordered; null: by nothing.</summary>
    public InputObjectGraphType? OrderBy(Resource resource)
    {
        if (_order.TryGetValue(resource, out var known)) return known;
        if (!resource.Fields.Any(field => !field.WriteOnly && OperatorTable.Sorts(field))) return _order[resource] = null;
        var order = new InputObjectGraphType { Name = types.Take(types.NameOf(resource) + "OrderBy"), Description = $"One thing that {resource.Plural} are ordered by.", IsOneOf = true };
        _order.Add(resource, order);
        foreach (var field in resource.Fields.Where(field => !field.WriteOnly && OperatorTable.Sorts(field))) Add(order, field.Name, Direction, field.Description);
        foreach (var relation in resource.Relations.Where(relation => relation.IsToOne))
        {
            if (OrderBy(relation.Target) is { } target) Add(order, relation.Name, target, relation.Description);
        }
        return order;
    }

    /// <summary>The two directions.</summary>
    public EnumerationGraphType Direction
    {
        get
        {
            if (_direction is not null) return _direction;
            _direction = new EnumerationGraphType { Name = "SortDirection", Description = "Null is the least value." };
            _direction.Add(new EnumValueDefinition("ASC", "ASC") { Description = "The least first." });
            _direction.Add(new EnumValueDefinition("DESC", "DESC") { Description = "The greatest first." });
            return _direction;
        }
    }

    /// <summary>What a field is called within a filter: where it is named like a word of filters, with <c>_</c> before it.</summary>
    public static string Name(string name) => name is And or Or or Not ? "_" + name : name;

    private InputObjectGraphType One(Resource resource)
    {
        if (_one.TryGetValue(resource, out var known)) return known;
        var one = new InputObjectGraphType { Name = types.Take(types.NameOf(resource) + "Is"), Description = $"Which {resource.Name} a reference leads to." };
        _one.Add(resource, one);
        Add(one, Is, Where(resource), "There is one, and this holds for it; null: there is none.");
        return one;
    }

    private InputObjectGraphType Many(Resource resource)
    {
        if (_many.TryGetValue(resource, out var known)) return known;
        var many = new InputObjectGraphType { Name = types.Take(types.NameOf(resource) + "Any"), Description = $"Which {resource.Plural} a row has." };
        _many.Add(resource, many);
        Add(many, Some, Where(resource), "There is one for which this holds.");
        Add(many, Every, Where(resource), "There is none for which this does not hold.");
        Add(many, None, Where(resource), "There is none for which this holds.");
        return many;
    }

    private InputObjectGraphType Compare(Resource resource, Field field)
    {
        var element = types.Element(resource, field);
        var operators = Operators.Where(row => OperatorTable.Allows(field.Type, row.Operator)).ToArray();
        // Fields of one type that can be compared in the same ways share one.
        var key = $"{element.Name} {field.Type.IsArray} {string.Join(' ', operators.Select(row => row.Name))} {(IsPartial(field.Type) ? "parts" : "")}";
        if (_compare.TryGetValue(key, out var known)) return known;
        var compare = new InputObjectGraphType { Name = types.Take($"{element.Name}{(field.Type.IsArray ? "List" : "")}Filter"), Description = "How a value is compared; all must hold." };
        foreach (var (name, value) in operators)
        {
            Add(compare, name, value switch
            {
                FilterOperator.IsNull => types.Scalars.Boolean,
                FilterOperator.In or FilterOperator.NotIn => new ListGraphType(new NonNullGraphType(element)),
                FilterOperator.Contains or FilterOperator.StartsWith or FilterOperator.EndsWith when !field.Type.IsArray => types.Scalars.String,
                _ => element,
            }, Meaning(value));
        }
        return _compare[key] = compare;
    }

    // A part of an address is any text.
    private static bool IsPartial(Model.FieldType type) => OperatorTable.Allows(type, FilterOperator.StartsWith);

    private static string Meaning(FilterOperator value) => value switch
    {
        FilterOperator.Equal => "The same value; null: there is none.",
        FilterOperator.NotEqual => "Another value, or none; null: there is one.",
        FilterOperator.Less => "A lesser value.",
        FilterOperator.LessOrEqual => "A lesser value or the same.",
        FilterOperator.Greater => "A greater value.",
        FilterOperator.GreaterOrEqual => "A greater value or the same.",
        FilterOperator.In => "One of these.",
        FilterOperator.NotIn => "None of these.",
        FilterOperator.Contains => "Text with this part, or a list with this element.",
        FilterOperator.StartsWith => "Text that begins so.",
        FilterOperator.EndsWith => "Text that ends so.",
        FilterOperator.IsNull or FilterOperator.IsNotNull => "Whether there is no value.",
    };

    private static void Add(InputObjectGraphType type, string name, IGraphType of, string? description) =>
        type.AddField(new global::GraphQL.Types.FieldType { Name = name, ResolvedType = of, Description = description });
}
