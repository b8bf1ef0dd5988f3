namespace Lintel.Contract.Changes.Rules;

/// <summary>The default of a field is changed.</summary>
internal static class DefaultChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC306",
        Title = "The default of a field is changed",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Creates that leave it out get another value than before; rows keep theirs.",
        Instead = "keep the default, and let clients give the value",
        Example = """
              item:
                fields:
            -     rank: int = 0
            +     rank: int = 1
            """,
        Keys = ["field.default"],
        Find = pair => pair.PlainFields
            .Where(field => !Defaults.IsNone(field.Old) && !Defaults.IsNone(field.New) && Defaults.Text(field.Old) != Defaults.Text(field.New))
            .Select(field => field.Found(Detail.From(Defaults.Text(field.Old), Defaults.Text(field.New)), "default")),
    };
}
