namespace Lintel.Contract.Changes.Rules;

/// <summary>The greatest page is made larger.</summary>
internal static class MaxLimitRaised
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC132",
        Title = "The greatest page is made larger",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Nobody gets a larger page without asking for it.",
        Example = """
              item:
            +   maxLimit: 500
                fields:
                  name: string
            """,
        Keys = ["resource.maxLimit"],
        Find = pair => pair.Resources
            .Where(resource => resource.New.MaxLimit > resource.Old.MaxLimit)
            .Select(resource => resource.Found(Detail.From(resource.Old.MaxLimit, resource.New.MaxLimit), "maxLimit")),
    };
}
