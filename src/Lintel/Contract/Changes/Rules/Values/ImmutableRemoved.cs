namespace Lintel.Contract.Changes.Rules;

/// <summary>A field may change that never did.</summary>
internal static class ImmutableRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC336",
        Title = "A field may change that never did",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Clients that keep what they once read may hold a former value.",
        Example = """
              item:
                fields:
            -     code: string immutable
            +     code: string
            """,
        Keys = ["field.immutable"],
        Find = pair => pair.WritableFields
            .Where(field => field.Old.Immutable && !field.New.Immutable && !field.Resource.Old.Key.Contains(field.Old))
            .Select(field => field.Found("It may change now.", "immutable")),
    };
}
