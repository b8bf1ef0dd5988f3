namespace Lintel.Contract.Changes.Rules;

/// <summary>The greatest page is made smaller.</summary>
internal static class MaxLimitLowered
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC131",
        Title = "The greatest page is made smaller",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "A `limit` above it is refused.",
        Instead = "keep it; who wants less asks for less",
        Example = """
              item:
            +   maxLimit: 50
                fields:
                  name: string
            """,
        Keys = ["resource.maxLimit"],
        Find = pair => pair.Resources
            .Where(resource => resource.New.MaxLimit < resource.Old.MaxLimit)
            .Select(resource => resource.Found(Detail.From(resource.Old.MaxLimit, resource.New.MaxLimit), "maxLimit")),
    };
}
