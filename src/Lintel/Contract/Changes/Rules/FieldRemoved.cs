namespace Lintel.Contract.Changes.Rules;

/// <summary>A field is removed.</summary>
internal static class FieldRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC203",
        Title = "A field is removed",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Clients that read it find nothing, bodies that give it are refused, and its values are kept nowhere.",
        Instead = "mark it `deprecated` until nobody uses it",
        Find = models => models.Resources.SelectMany(pair => pair.Old.Fields.Where(field => pair.New.FindField(field.Name) is null).Select(field => ($"{pair.New.Name}.{field.Name}", "It is gone."))),
    };
}
