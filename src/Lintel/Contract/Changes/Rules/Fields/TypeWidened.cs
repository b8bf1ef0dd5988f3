namespace Lintel.Contract.Changes.Rules;

/// <summary>The type of a field is widened.</summary>
internal static class TypeWidened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC221",
        Title = "The type of a field is widened",
        Clients = Impact.Risky,
        Data = Impact.Risky,
        Why = "Clients that read it may not expect what it can hold now. Each value fits, but the column has to be made of the new type.",
        Instead = "add a field of the new type beside it",
        Example = """
              item:
                fields:
            -     rank: int
            +     rank: long
            """,
        Keys = ["field.type"],
        Find = pair => pair.GivenFields
            .Where(field => TypeOrder.IsWidened(field))
            .Select(field => field.Found(Detail.From(field.Old.Type, field.New.Type), "type")),
    };
}
