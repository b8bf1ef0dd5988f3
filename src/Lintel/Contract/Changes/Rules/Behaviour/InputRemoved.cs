namespace Lintel.Contract.Changes.Rules;

/// <summary>An action is no longer given something.</summary>
internal static class InputRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC543",
        Title = "An action is no longer given something",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Bodies that give it are refused.",
        Instead = "go on taking it, and mark it `deprecated`",
        Example = """
              item:
                fields:
                  rank: int
                actions:
            -     lift: { input: { why: string? }, set: { rank: rank + 1 } }
            +     lift: { set: { rank: rank + 1 } }
            """,
        Keys = ["action.input"],
        Find = pair => pair.Actions.SelectMany(action => action.RemovedInputs.Select(input => action.FoundInput(input, "It is gone."))),
    };
}
