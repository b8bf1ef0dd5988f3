namespace Lintel.Contract.Changes.Rules;

/// <summary>A resource is no longer searched.</summary>
internal static class SearchRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC533",
        Title = "A resource is no longer searched",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "`search=` is refused.",
        Instead = "keep a field `searchable`",
        Example = """
              item:
                fields:
            -     note: string? searchable
            +     note: string?
            """,
        Keys = ["field.searchable"],
        Find = pair => pair.Resources
            .Where(resource => resource.Old.Entity.Search is not null && resource.New.Entity.Search is null)
            .Select(resource => resource.Found("No field is searched any more.")),
    };
}
