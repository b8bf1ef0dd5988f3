namespace Lintel.Contract.Changes.Rules;

/// <summary>A text becomes one of another type.</summary>
internal static class TextTypeChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC223",
        Title = "A text becomes one of another type",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Clients that read it may not expect what it can hold now. In JSON and in the database it is text as before; what its length allows is told on its own.",
        Example = """
              item:
                fields:
            -     code: string(..100)
            +     code: text(..100)
            """,
        Keys = ["field.type"],
        Find = pair => pair.GivenFields.Where(TypeOrder.AreTexts).Select(field => field.Found(Detail.From(field.Old.Type, field.New.Type), "type")),
    };
}
