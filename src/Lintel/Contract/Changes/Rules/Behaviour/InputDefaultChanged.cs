namespace Lintel.Contract.Changes.Rules;

/// <summary>An action takes another value for what is left out.</summary>
internal static class InputDefaultChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC546",
        Title = "An action takes another value for what is left out",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Clients that leave it out get something else done.",
        Instead = "keep the default, and let clients give the value",
        Example = """
              item:
                fields:
                  rank: int
                actions:
            -     lift: { input: { by: int = 1 }, set: { rank: rank + input.by } }
            +     lift: { input: { by: int = 2 }, set: { rank: rank + input.by } }
            """,
        Keys = ["action.input", "field.default", "field.nullable"],
        Find = pair => pair.Inputs
            .Where(input => !Defaults.IsNone(input.Old) && !Defaults.IsNone(input.New) && Defaults.Text(input.Old) != Defaults.Text(input.New))
            .Select(input => input.Found(Detail.From(Defaults.Text(input.Old), Defaults.Text(input.New)), "default")),
    };
}
