namespace Lintel.Contract.Changes.Rules;

/// <summary>The names of an enum stand in another order.</summary>
internal static class EnumReordered
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC226",
        Title = "The names of an enum stand in another order",
        Clients = Impact.Safe,
        Data = Impact.Risky,
        Why = "Enums are sorted as text, by code point. But what the column allows is written down in the database in the order of the contract, and has to be changed.",
        Instead = "keep the order, and add new names at the end",
        Example = """
              item:
                fields:
            -     size: enum(small, large)
            +     size: enum(large, small)
            """,
        Keys = ["field.enum"],
        Find = pair => pair.GivenFields
            .Where(TypeOrder.IsReordered)
            .Select(field => field.Found(Detail.From(field.Old.Type, field.New.Type), "enum")),
    };
}
