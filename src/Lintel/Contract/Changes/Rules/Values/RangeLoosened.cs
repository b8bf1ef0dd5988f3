namespace Lintel.Contract.Changes.Rules;

/// <summary>The range of a field is loosened.</summary>
internal static class RangeLoosened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC312",
        Title = "The range of a field is loosened",
        Clients = Impact.Risky,
        Data = Impact.Risky,
        Why = "Clients that read it may not expect the new values. All rows stay valid, but what the column allows has to be changed.",
        Example = """
              item:
                fields:
            -     rank: int >= 0 <= 9
            +     rank: int >= 0 <= 10
            """,
        Keys = ["field.minimum", "field.maximum", "field.exclusiveMinimum", "field.exclusiveMaximum"],
        Find = pair => pair.GivenFields.Where(field => Bounds.OfLeast(field) < 0 || Bounds.OfMost(field) < 0)
            .Select(field => field.Found(Detail.From(Bounds.Text(field.Old), Bounds.Text(field.New)), "minimum")),
    };
}
