namespace Lintel.Contract.Changes.Rules;

/// <summary>The fields of a search weigh otherwise.</summary>
internal static class SearchWeighed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC535",
        Title = "The fields of a search weigh otherwise",
        Clients = Impact.Risky,
        Data = Impact.Risky,
        Why = "Searches find the same rows in another order. What they need is made anew of all rows, which takes as long as the table is large.",
        Instead = "keep the order of the fields",
        Example = """
              item:
                fields:
            +     note: string searchable
                  title: string searchable
            -     note: string searchable
            """,
        Along = ["LTC212"],
        Keys = ["field.searchable"],
        Find = pair => pair.Resources
            .Where(resource => resource.IsReordered(field => field.Old.Searchable && field.New.Searchable))
            .Select(resource => resource.Found("A word in the first field weighs most, and that is another one.", "fields")),
    };
}
