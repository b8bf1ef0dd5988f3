namespace Lintel.Contract.Changes.Rules;

/// <summary>A field is added that must be given.</summary>
internal static class RequiredFieldAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC202",
        Title = "A field is added that must be given",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Creates of clients that do not know it are refused, and rows that are stored have no value for it.",
        Instead = "let it be null with `?`, or give it a default",
        Find = models => models.Fields.Where(pair => pair.Old is null && pair.New.Required).Select(pair => (pair.Subject, $"It is new and required: {pair.New.Type}.")),
    };
}
