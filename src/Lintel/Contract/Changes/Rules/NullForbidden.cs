namespace Lintel.Contract.Changes.Rules;

/// <summary>A field may no longer be null.</summary>
internal static class NullForbidden
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC206",
        Title = "A field may no longer be null",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Writes that leave it out or give null are refused, and rows may hold null.",
        Instead = "fill the rows first, and give it a default",
        Find = models => models.KeptFields.Where(kept => kept.Old.Nullable && !kept.Pair.New.Nullable).Select(kept => (kept.Pair.Subject, "It must have a value now.")),
    };
}
