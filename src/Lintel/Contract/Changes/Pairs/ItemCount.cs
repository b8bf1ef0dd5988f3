using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>How many items there could and can be at most.</summary>
internal sealed record ItemCount(int Old, int New, Difference Difference)
{
    /// <summary>Those of arrays, of many-to-many relations and of owned children that both contracts have.</summary>
    public static IEnumerable<ItemCount> Of(ContractPair contracts) =>
    [
        .. contracts.GivenFields.Where(field => field.Old.Type.IsArray && field.New.Type.IsArray)
            .Select(field => new ItemCount(field.Old.MaxItems, field.New.MaxItems, field.Found(Detail.From(field.Old.MaxItems, field.New.MaxItems), "maxItems"))),
        .. contracts.Relations.Where(relation => relation.New.Kind == RelationKind.ManyToMany)
            .Select(relation => new ItemCount(relation.Old.MaxItems, relation.New.MaxItems, relation.Found(Detail.From(relation.Old.MaxItems, relation.New.MaxItems), "maxItems"))),
        .. contracts.Resources.Where(resource => resource.Owner is not null).Select(OfChildren),
    ];

    private static ItemCount OfChildren(ResourcePair resource)
    {
        var (old, @new) = resource.Owner!.Value;
        return new ItemCount(old.MaxItems, @new.MaxItems, resource.Found(Detail.From(old.MaxItems, @new.MaxItems), "maxItems"));
    }
}
