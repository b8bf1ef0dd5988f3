namespace Lintel.Contract.Changes.Rules;

/// <summary>A resource is owned by another one, or no longer.</summary>
internal static class ParentChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC124",
        Title = "A resource is owned by another one, or no longer",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Owned children have their paths below their parent, come with it and are deleted with it; rows hold the key of the former parent, or none.",
        Instead = "add a resource of its own beside it",
        Example = """
              box:
                fields:
                  name: string
              item:
            -   managed: []
            +   partOf: box
                fields:
                  name: string
            """,
        Keys = ["resource.partOf"],
        Find = pair => pair.Resources
            .Where(resource => IsOther(pair, resource))
            .Select(resource => resource.Found(Detail.From(resource.Old.Owner?.Source, resource.New.Owner?.Source), "partOf")),
    };

    private static bool IsOther(ContractPair pair, ResourcePair resource) =>
        resource.Owner is { } owner ? !pair.AreSame(owner.Old.Source, owner.New.Source) : resource.Old.Owner is not null || resource.New.Owner is not null;
}
