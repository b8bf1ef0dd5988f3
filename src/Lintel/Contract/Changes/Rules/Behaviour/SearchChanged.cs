using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>The language of a search, or what it forgives, is changed.</summary>
internal static class SearchChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC534",
        Title = "The language of a search, or what it forgives, is changed",
        Clients = Impact.Risky,
        Data = Impact.Risky,
        Why = "Searches find other rows, in another order. What they need is made anew of all rows, which takes as long as the table is large.",
        Example = """
              item:
                fields:
                  note: string? searchable
            +   search: { language: english }
            """,
        Keys = ["resource.search", "search.language", "search.typos"],
        Find = pair => pair.Resources
            .Where(resource => resource is { Old.Entity.Search: { } old, New.Entity.Search: { } search } && (old.Language, old.Typos) != (search.Language, search.Typos))
            .Select(resource => resource.Found(Detail.From(Text(resource.Old), Text(resource.New)), "search")),
    };

    private static string Text(Resource resource) => resource.Entity.Search is { } search ? search.Language + (search.Typos ? " with typos" : "") : "none";
}
