namespace Lintel.Contract.Changes.Rules;

/// <summary>The range of a field is tightened.</summary>
internal static class RangeTightened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC311",
        Title = "The range of a field is tightened",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Bodies that give values beyond it are refused, and rows may have such.",
        Instead = "add a rule instead: it asks rows only when they are written",
        Example = """
              item:
                fields:
            -     rank: int >= 0
            +     rank: int >= 1
            """,
        Keys = ["field.minimum", "field.maximum", "field.exclusiveMinimum", "field.exclusiveMaximum"],
        Find = pair => pair.GivenFields.Where(field => Bounds.OfLeast(field) > 0 || Bounds.OfMost(field) > 0)
            .Select(field => field.Found(Detail.From(Bounds.Text(field.Old), Bounds.Text(field.New)), "minimum")),
    };
}
