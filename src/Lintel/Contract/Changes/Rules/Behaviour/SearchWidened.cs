namespace Lintel.Contract.Changes.Rules;

/// <summary>A field is searched that was not.</summary>
internal static class SearchWidened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC531",
        Title = "A field is searched that was not",
        Clients = Impact.Risky,
        Data = Impact.Risky,
        Why = "Searches find more rows, in another order. What they need is made of all rows, which takes as long as the table is large.",
        Example = """
              item:
                fields:
                  name: string searchable
            -     note: string?
            +     note: string? searchable
            """,
        Keys = ["field.searchable"],
        Find = pair => pair.Fields
            .Where(field => !field.Old.Searchable && field.New.Searchable)
            .Select(field => field.Found("Searches look into it now.", "searchable")),
    };
}
