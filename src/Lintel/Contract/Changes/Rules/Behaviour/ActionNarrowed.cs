namespace Lintel.Contract.Changes.Rules;

/// <summary>An action is allowed in fewer states.</summary>
internal static class ActionNarrowed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC514",
        Title = "An action is allowed in fewer states",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "From the others it answers 409.",
        Instead = "keep the states",
        Example = """
              item:
                fields:
                  status: enum(open, shut, gone) = open
                state: status
                actions:
            -     drop: { from: [open, shut], to: gone }
            +     drop: { from: [open], to: gone }
            """,
        Keys = ["action.from"],
        Find = pair => pair.Actions.Where(action => action.RemovedStates.Count > 0)
            .Select(action => action.Found($"No longer from {Wording.Listed(action.RemovedStates)}.", "from")),
    };
}
