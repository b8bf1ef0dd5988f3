namespace Lintel.Contract.Changes.Rules;

/// <summary>An action leads to another state.</summary>
internal static class ActionLedElsewhere
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC516",
        Title = "An action leads to another state",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Clients that ask for it get another state than before.",
        Instead = "add an action of another name",
        Example = """
              item:
                fields:
                  status: enum(open, shut, gone) = open
                state: status
                actions:
            -     drop: { from: [open], to: gone }
            +     drop: { from: [open], to: shut }
            """,
        Keys = ["action.to"],
        Find = pair => pair.Actions
            .Where(action => action.Old.To != action.New.To)
            .Select(action => action.Found(Detail.From(action.Old.To, action.New.To), "to")),
    };
}
