using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>A field as it was and as it is: one of a resource, or of what an action is given.</summary>
internal sealed record FieldPair(ResourcePair Resource, Field Old, Field New)
{
    /// <summary>The action that is given the field; null: it is one of the resource.</summary>
    public ActionPair? Action { get; init; }

    public bool IsTypeChanged => Old.Type.ToString() != New.Type.ToString();

    /// <summary>A difference of the field, or of what one of its keys says.</summary>
    public Difference Found(string detail, params ReadOnlySpan<string> keys) => Action is { } action
        ? action.FoundInput(New, detail, keys)
        : new($"{Resource.Name}.{New.Name}", detail, ["resources", Resource.Name, .. KeysOf(Resource.New, New), .. keys]);

    /// <summary>The keys that lead from a resource to what declares one of its fields.</summary>
    public static IReadOnlyList<string> KeysOf(Resource resource, Field field) => field.Role switch
    {
        FieldRole.Plain or FieldRole.Relevance or FieldRole.Right => ["fields", field.Name],
        FieldRole.Key => ["key"],
        FieldRole.CreatedAt or FieldRole.UpdatedAt or FieldRole.Version => ["managed"],
        FieldRole.DeletedAt => ["softDelete"],
        FieldRole.Tenant => ["tenant"],
        FieldRole.Reference => ["fields", resource.Relations.First(relation => relation.Kind == RelationKind.Reference && relation.SourceFields.Contains(field)).Name],
        FieldRole.Parent => ["partOf"],
    };
}

/// <summary>A reference or a many-to-many relation as it was and as it is, from the side that declares it.</summary>
internal sealed record RelationPair(ResourcePair Resource, Relation Old, Relation New)
{
    /// <summary>A difference of the relation, or of what one of its keys says.</summary>
    public Difference Found(string detail, params ReadOnlySpan<string> keys) =>
        new($"{Resource.Name}.{New.Name}", detail, ["resources", Resource.Name, "fields", New.Name, .. keys]);
}
