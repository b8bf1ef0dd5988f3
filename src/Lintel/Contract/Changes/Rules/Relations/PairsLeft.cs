namespace Lintel.Contract.Changes.Rules;

/// <summary>The pairs of a many-to-many relation are left in another table.</summary>
internal static class PairsLeft
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC410",
        Title = "The pairs of a many-to-many relation are left in another table",
        Clients = Impact.Safe,
        Data = Impact.Breaking,
        Why = "The table of pairs is named after the table of the resource: a new one is made, and the pairs stay in the former one.",
        Instead = "say `was:` of the resource, with the former name of its table: the pairs come along",
        Example = """
              box:
                fields:
                  name: string
              item:
            +   table: articles
                fields:
                  boxes: "box[]"
            """,
        Along = ["LTC117"],
        Keys = ["resource.table"],
        Find = pair => pair.Relations.Where(relation => relation.Old.Link is { } old && relation.New.Link is { } link
                && old.Entity.Table != link.Entity.Table && link.Entity.FormerTable != old.Entity.Table)
            .Select(relation => relation.Found("Its pairs stay in the former table.")),
    };
}
