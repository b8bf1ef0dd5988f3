using GraphQL.Types;
using Lintel.Model;

namespace Lintel.GraphQL.Schema;

/// <summary>What mutations take: the bodies of REST, with types. Each is made where it is first asked for.</summary>
internal sealed class InputTypes(SchemaTypes types)
{
    private readonly Dictionary<(Resource, string), InputObjectGraphType> _known = [];

    /// <summary>A new row with the rows that it owns; null: there is nothing to give.</summary>
    public InputObjectGraphType? Create(Resource resource) => Make(resource, "Create", (input, _) =>
    {
        foreach (var field in resource.Fields)
        {
            if (resource.CanCreate(field)) Add(input, resource, field, isRequired: field is { Nullable: false, Default: DefaultKind.None });
        }
        Below(input, resource, Create);
    });

    /// <summary>The changes of a row; null: nothing can be changed.</summary>
    public InputObjectGraphType? Update(Resource resource) => Make(resource, "Update", (input, _) =>
    {
        foreach (var field in resource.Fields)
        {
            if (resource.CanChange(field)) Add(input, resource, field, isRequired: false);
        }
        Below(input, resource, Replace);
    });

    /// <summary>A row as it shall be: those that it owns are matched by their keys.</summary>
    public InputObjectGraphType? Replace(Resource resource) => Make(resource, "Replace", (input, _) =>
    {
        foreach (var field in resource.Fields)
        {
            if (field.IsComputed || field.Role == FieldRole.Parent) continue;
            var isGiven = resource.CanCreate(field) || resource.CanChange(field);
            if (isGiven || resource.Key.Contains(field)) Add(input, resource, field, isRequired: isGiven && field is { Nullable: false, Default: DefaultKind.None });
        }
        Below(input, resource, Replace);
    });

    /// <summary>A row as it shall be, which some of its fields find; those are told beside it.</summary>
    public InputObjectGraphType? Upsert(Resource resource, IReadOnlyList<Field> by, string name) => Make(resource, name, (input, _) =>
    {
        foreach (var field in resource.Fields)
        {
            if (!by.Contains(field) && !resource.Key.Contains(field) && (resource.CanCreate(field) || resource.CanChange(field)))
                Add(input, resource, field, isRequired: field is { Nullable: false, Default: DefaultKind.None });
        }
        Below(input, resource, Replace);
    });

    /// <summary>What an action is given; null: nothing.</summary>
    public InputObjectGraphType? Action(Resource resource, ResourceAction action) => action.Input.Fields.Count == 0 ? null : Make(resource, TypeNames.Pascal(action.Name), (input, _) =>
    {
        foreach (var field in action.Input.Fields) Add(input, action.Input, field, field.Required);
    });

    // An input type without fields is none.
    private InputObjectGraphType? Make(Resource resource, string verb, Action<InputObjectGraphType, Resource> fill)
    {
        if (_known.TryGetValue((resource, verb), out var known)) return known.Fields.Count == 0 ? null : known;
        var input = new InputObjectGraphType { Name = types.Take($"{verb}{types.NameOf(resource)}Input"), Description = resource.Description };
        _known.Add((resource, verb), input);
        fill(input, resource);
        return input.Fields.Count == 0 ? null : input;
    }

    private void Below(InputObjectGraphType input, Resource resource, Func<Resource, InputObjectGraphType?> shape)
    {
        foreach (var relation in resource.Relations)
        {
            if (relation.Kind == RelationKind.Children && shape(relation.Target) is { } child)
                Add(input, relation.Name, new ListGraphType(new NonNullGraphType(child)), relation.Description);
            else if (relation is { Kind: RelationKind.ManyToMany, KeysName: { } name })
                Add(input, name, new ListGraphType(new NonNullGraphType(relation.Target.Key is [var only] ? types.Element(relation.Target, only) : types.Scalars.String)), relation.Description);
        }
    }

    private void Add(InputObjectGraphType input, Resource resource, Field field, bool isRequired)
    {
        var type = types.Of(resource, field);
        var added = new global::GraphQL.Types.FieldType { Name = field.Name, ResolvedType = isRequired ? new NonNullGraphType(type) : type, Description = field.Description };
        if (field.Deprecated && !isRequired) added.DeprecationReason = SchemaTypes.Deprecated;
        input.AddField(added);
    }

    private static void Add(InputObjectGraphType input, string name, IGraphType type, string? description) =>
        input.AddField(new global::GraphQL.Types.FieldType { Name = name, ResolvedType = type, Description = description });
}
