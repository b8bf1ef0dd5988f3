namespace Lintel.Contract.Changes.Rules;

/// <summary>The length of a field is loosened.</summary>
internal static class LengthLoosened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC314",
        Title = "The length of a field is loosened",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Clients that read it may not expect values of the new lengths.",
        Example = """
              item:
                fields:
            -     code: string(..10)
            +     code: string(..20)
            """,
        Keys = ["field.minLength", "field.maxLength"],
        Find = pair => pair.GivenFields.Where(field => Lengths.OfLeast(field) < 0 || Lengths.OfMost(field) < 0)
            .Select(field => field.Found(Detail.From(Lengths.Text(field.Old), Lengths.Text(field.New)), "maxLength")),
    };
}
