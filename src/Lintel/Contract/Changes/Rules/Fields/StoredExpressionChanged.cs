namespace Lintel.Contract.Changes.Rules;

/// <summary>What a stored field is computed from is changed.</summary>
internal static class StoredExpressionChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC229",
        Title = "What a stored field is computed from is changed",
        Clients = Impact.Risky,
        Data = Impact.Risky,
        Why = "Clients get other values of the same name, and the values of all rows have to be computed anew.",
        Instead = "add a computed field of another name",
        Example = """
              item:
                fields:
                  name: string
            -     code: { computed: size(name) + 1, stored: true }
            +     code: { computed: size(name) + 2, stored: true }
            """,
        Keys = ["field.computed", "field.stored"],
        Find = pair => pair.ComputedFields
            .Where(field => field.New.IsStored && !field.IsTypeChanged && field.Old.Computed!.ToString() != field.New.Computed!.ToString())
            .Select(field => field.Found("It is computed otherwise.", "computed")),
    };
}
