namespace Lintel.Contract.Changes.Rules;

/// <summary>The column of a field is renamed.</summary>
internal static class ColumnRenamed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC210",
        Title = "The column of a field is renamed",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "`was` says what it was: the column is renamed with its values.",
        Example = """
              item:
                fields:
            -     rank: int
            +     rank: { type: int, column: position, was: rank }
            """,
        Keys = ["field.column", "field.was"],
        Find = pair => pair.Fields
            .Where(field => field.Old.IsStored && field.New.IsStored && field.Old.Name == field.New.Name && field.Old.Column.Name != field.New.Column.Name
                && field.New.Column.FormerName == field.Old.Column.Name)
            .Select(field => field.Found(Detail.From(field.Old.Column, field.New.Column), "column")),
    };
}
