namespace Lintel.Contract.Changes.Rules;

/// <summary>A field may be null that could not.</summary>
internal static class NullAllowed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC205",
        Title = "A field may be null that could not",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Clients that read it may not expect null.",
        Instead = "give it a default instead",
        Find = models => models.KeptFields.Where(kept => !kept.Old.Nullable && kept.Pair.New.Nullable).Select(kept => (kept.Pair.Subject, "It may be null now.")),
    };
}
