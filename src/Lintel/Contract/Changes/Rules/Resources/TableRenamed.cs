namespace Lintel.Contract.Changes.Rules;

/// <summary>The table of a resource is renamed.</summary>
internal static class TableRenamed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC116",
        Title = "The table of a resource is renamed",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "`was` says what it was: the table is renamed with its rows.",
        Example = """
              item:
            +   table: articles
            +   was: item
                fields:
                  name: string
            """,
        Keys = ["resource.table", "resource.was"],
        Find = pair => pair.Resources
            .Where(resource => resource.Old.Name == resource.New.Name && resource.Old.Entity.Table != resource.New.Entity.Table
                && resource.New.Entity.FormerTable == resource.Old.Entity.Table)
            .Select(resource => resource.Found(Detail.From(resource.Old.Entity.Table, resource.New.Entity.Table), "table")),
    };
}
