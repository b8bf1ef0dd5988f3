namespace Lintel.Contract.Changes.Rules;

/// <summary>An action is removed.</summary>
internal static class ActionRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC513",
        Title = "An action is removed",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Its path answers 404; rows stay in their states.",
        Instead = "keep it until nobody asks for it",
        Example = """
              item:
                fields:
                  status: enum(open, shut, gone) = open
                state: status
            -   actions:
            -     drop: { from: [open], to: gone }
            """,
        Keys = ["resource.actions"],
        Find = pair => pair.Resources.SelectMany(resource => resource.Old.Actions.Where(action => resource.New.FindAction(action.Name) is null)
            .Select(action => resource.Found($"`{action.Name}` is gone.", "actions"))),
    };
}
