namespace Lintel.Contract.Changes.Rules;

/// <summary>A field may be null that could not.</summary>
internal static class NullAllowed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC301",
        Title = "A field may be null that could not",
        Clients = Impact.Risky,
        Data = Impact.Risky,
        Why = "Clients that read it may not expect null. All rows stay valid, but the column has to be changed.",
        Instead = "give it a default instead",
        Example = """
              item:
                fields:
            -     rank: int
            +     rank: int?
            """,
        Keys = ["field.nullable"],
        Find = pair => pair.GivenFields
            .Where(field => !field.Old.Nullable && field.New.Nullable)
            .Select(field => field.Found("It may be null now.", "nullable")),
    };
}
