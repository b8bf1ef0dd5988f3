namespace Lintel.Contract.Changes.Rules;

/// <summary>The way back of a relation is renamed.</summary>
internal static class ReverseRenamed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC406",
        Title = "The way back of a relation is renamed",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Clients include it, filter by it and follow its path by its former name.",
        Instead = "keep the former name with `reverse`",
        Example = """
              box:
                fields:
                  name: string
              item:
                fields:
            -     box: box
            +     box: box reverse contents
            """,
        Keys = ["field.reverse", "resource.reverse"],
        Find = pair =>
        [
            .. pair.Relations.Where(relation => relation.Old.Inverse!.Name != relation.New.Inverse!.Name && pair.AreSame(relation.Old.Target, relation.New.Target))
                .Select(relation => relation.Found(Detail.From(relation.Old.Inverse!.Name, relation.New.Inverse!.Name), "reverse")),
            .. pair.Resources.Where(resource => resource.Owner is { } owner && owner.Old.Name != owner.New.Name && pair.AreSame(owner.Old.Source, owner.New.Source))
                .Select(resource => resource.Found(Detail.From(resource.Owner!.Value.Old.Name, resource.Owner!.Value.New.Name), "reverse")),
        ],
    };
}
