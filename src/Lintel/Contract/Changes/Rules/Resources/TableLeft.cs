namespace Lintel.Contract.Changes.Rules;

/// <summary>The rows of a resource are left in another table.</summary>
internal static class TableLeft
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC117",
        Title = "The rows of a resource are left in another table",
        Clients = Impact.Safe,
        Data = Impact.Breaking,
        Why = "A new table is made, and the rows stay in the former one, where nothing leads to them.",
        Instead = "say `was:` with the former name of the table",
        Example = """
              item:
            +   table: articles
                fields:
                  name: string
            """,
        Keys = ["resource.table"],
        Find = pair => pair.Resources
            .Where(resource => resource.Old.Entity.Table != resource.New.Entity.Table && resource.New.Entity.FormerTable != resource.Old.Entity.Table)
            .Select(resource => resource.Found(Detail.From(resource.Old.Entity.Table, resource.New.Entity.Table), "table")),
    };
}
