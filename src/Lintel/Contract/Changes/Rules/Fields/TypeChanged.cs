namespace Lintel.Contract.Changes.Rules;

/// <summary>The type of a field is changed.</summary>
internal static class TypeChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC222",
        Title = "The type of a field is changed",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Clients read and write values of the former type, and rows hold them.",
        Instead = "add a field of the new type beside it",
        Example = """
              item:
                fields:
            -     rank: int
            +     rank: bool
            """,
        Keys = ["field.type"],
        Find = pair => pair.GivenFields
            .Where(field => field.IsTypeChanged && !TypeOrder.IsWidened(field) && !TypeOrder.AreTexts(field) && !TypeOrder.AreEnums(field))
            .Select(field => field.Found(Detail.From(field.Old.Type, field.New.Type), "type")),
    };
}
