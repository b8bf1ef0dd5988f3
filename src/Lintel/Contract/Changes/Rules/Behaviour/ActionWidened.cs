namespace Lintel.Contract.Changes.Rules;

/// <summary>An action is allowed in more states.</summary>
internal static class ActionWidened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC515",
        Title = "An action is allowed in more states",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "What worked works.",
        Example = """
              item:
                fields:
                  status: enum(open, shut, gone) = open
                state: status
                actions:
            -     drop: { from: [open], to: gone }
            +     drop: { from: [open, shut], to: gone }
            """,
        Keys = ["action.from"],
        Find = pair => pair.Actions.Where(action => action.AddedStates.Count > 0)
            .Select(action => action.Found($"Now from {Wording.Listed(action.AddedStates)} too.", "from")),
    };
}
