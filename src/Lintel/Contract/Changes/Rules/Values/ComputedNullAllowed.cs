namespace Lintel.Contract.Changes.Rules;

/// <summary>A computed field may be null that could not.</summary>
internal static class ComputedNullAllowed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC303",
        Title = "A computed field may be null that could not",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Clients that read it may not expect null.",
        Instead = "compute something else where there is no value, with `? :`",
        Example = """
              item:
                fields:
                  name: string
            -     code: { computed: size(name) }
            +     code: { computed: size(note) }
                  note: string?
            """,
        Along = ["LTC228"],
        Keys = ["field.computed", "field.nullable"],
        Find = pair => pair.ComputedFields
            .Where(field => !field.Old.Nullable && field.New.Nullable)
            .Select(field => field.Found("It may be null now.", "computed")),
    };
}
