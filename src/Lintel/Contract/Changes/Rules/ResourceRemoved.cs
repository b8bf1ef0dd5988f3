namespace Lintel.Contract.Changes.Rules;

/// <summary>A resource is removed.</summary>
internal static class ResourceRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC102",
        Title = "A resource is removed",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Its paths answer 404, and nothing leads to its rows any more.",
        Instead = "keep the resource until nobody asks for it",
        Find = models => models.Old.Resources.Where(resource => models.New.FindResource(resource.Name) is null).Select(resource => (resource.Name, "It is gone.")),
    };
}
