namespace Lintel.Contract.Changes.Rules;

/// <summary>A resource is added.</summary>
internal static class ResourceAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC101",
        Title = "A resource is added",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Nobody relies on it yet, and its table is new.",
        Find = models => models.New.Resources.Where(resource => models.Old.FindResource(resource.Name) is null).Select(resource => (resource.Name, "It is new.")),
    };
}
