namespace Lintel.Contract.Changes.Rules;

/// <summary>The values of a field are left in another column.</summary>
internal static class ColumnLeft
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC211",
        Title = "The values of a field are left in another column",
        Clients = Impact.Safe,
        Data = Impact.Breaking,
        Why = "A new column is made, and the values stay in the former one, where nothing leads to them.",
        Instead = "say `was:` with the former name of the column",
        Example = """
              item:
                fields:
            -     rank: int?
            +     rank: { type: int?, column: position }
            """,
        Keys = ["field.column"],
        Find = pair => pair.Fields
            .Where(field => field.Old.IsStored && field.New.IsStored && field.Old.Column.Name != field.New.Column.Name
                && field.New.Column.FormerName != field.Old.Column.Name)
            .Select(field => field.Found(Detail.From(field.Old.Column, field.New.Column), "column")),
    };
}
