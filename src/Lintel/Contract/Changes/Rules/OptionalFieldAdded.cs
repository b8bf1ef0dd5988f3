namespace Lintel.Contract.Changes.Rules;

/// <summary>A field is added that need not be given.</summary>
internal static class OptionalFieldAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC201",
        Title = "A field is added that need not be given",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Clients ignore members that they do not know, and rows get null or the default.",
        Find = models => models.Fields.Where(pair => pair.Old is null && !pair.New.Required).Select(pair => (pair.Subject, $"It is new: {pair.New.Type}.")),
    };
}
