namespace Lintel.Contract.Changes.Rules;

/// <summary>A field is no longer searched.</summary>
internal static class SearchNarrowed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC532",
        Title = "A field is no longer searched",
        Clients = Impact.Risky,
        Data = Impact.Risky,
        Why = "Searches find fewer rows. What they need is made anew of all rows, which takes as long as the table is large.",
        Instead = "keep it `searchable`",
        Example = """
              item:
                fields:
                  name: string searchable
            -     note: string? searchable
            +     note: string?
            """,
        Keys = ["field.searchable"],
        Find = pair => pair.Fields
            .Where(field => field.Old.Searchable && !field.New.Searchable && field.Resource.New.Entity.Search is not null)
            .Select(field => field.Found("Searches no longer look into it.", "searchable")),
    };
}
