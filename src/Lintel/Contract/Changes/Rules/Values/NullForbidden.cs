namespace Lintel.Contract.Changes.Rules;

/// <summary>A field may no longer be null.</summary>
internal static class NullForbidden
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC302",
        Title = "A field may no longer be null",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Bodies that give null are refused, those that leave it out unless it has a default, and rows may hold null.",
        Instead = "fill the rows first, and give it a default",
        Example = """
              item:
                fields:
            -     rank: int?
            +     rank: int
            """,
        Keys = ["field.nullable"],
        Find = pair => pair.GivenFields
            .Where(field => field.Old.Nullable && !field.New.Nullable)
            .Select(field => field.Found("It must have a value now.", "nullable")),
    };
}
