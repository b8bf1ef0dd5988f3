namespace Lintel.Contract.Changes.Rules;

/// <summary>The length of a field is tightened.</summary>
internal static class LengthTightened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC313",
        Title = "The length of a field is tightened",
        Clients = Impact.Breaking,
        Data = Impact.Risky,
        Why = "Bodies that give longer or shorter values are refused. Rows that have such keep them, but can't be written with them again.",
        Instead = "mend the rows first",
        Example = """
              item:
                fields:
            -     code: string(..20)
            +     code: string(..10)
            """,
        Keys = ["field.minLength", "field.maxLength"],
        Find = pair => pair.GivenFields.Where(field => Lengths.OfLeast(field) > 0 || Lengths.OfMost(field) > 0)
            .Select(field => field.Found(Detail.From(Lengths.Text(field.Old), Lengths.Text(field.New)), "maxLength")),
    };
}
