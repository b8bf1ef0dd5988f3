namespace Lintel.Contract.Changes.Rules;

/// <summary>The state of a resource is another field, or none.</summary>
internal static class StateChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC511",
        Title = "The state of a resource is another field, or none",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "A state is changed by actions alone: bodies that give it are refused, or actions that changed it are gone.",
        Instead = "keep the state",
        Example = """
              item:
                fields:
                  status: enum(open, shut) = open
            +   state: status
            """,
        Keys = ["resource.state"],
        Find = pair => pair.Resources
            .Where(IsOther)
            .Select(resource => resource.Found(Detail.From(resource.Old.State?.Name, resource.New.State?.Name), "state")),
    };

    private static bool IsOther(ResourcePair resource) =>
        (resource.Old.State, resource.New.State) is not (null, null)
        && !resource.Fields.Any(field => field.Old == resource.Old.State && field.New == resource.New.State);
}
