namespace Lintel.Contract.Changes.Rules;

/// <summary>The type of a field is changed.</summary>
internal static class FieldTypeChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC204",
        Title = "The type of a field is changed",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Clients read and write values of the former type, and rows hold them.",
        Instead = "add a field of the new type beside it",
        Find = models => models.KeptFields.Where(kept => kept.Old.Type.ToString() != kept.Pair.New.Type.ToString()).Select(kept => (kept.Pair.Subject, $"From {kept.Old.Type} to {kept.Pair.New.Type}.")),
    };
}
