namespace Lintel.Contract.Changes.Rules;

/// <summary>An action is added.</summary>
internal static class ActionAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC512",
        Title = "An action is added",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Nobody relies on it yet.",
        Example = """
              item:
                fields:
                  status: enum(open, shut, gone) = open
                state: status
            +   actions:
            +     drop: { from: [open], to: gone }
            """,
        Keys = ["resource.actions", "action.from", "action.to"],
        Find = pair => pair.Resources.SelectMany(resource => resource.New.Actions.Where(action => resource.Old.FindAction(action.Name) is null)
            .Select(action => resource.Found($"`{action.Name}` is new.", "actions", action.Name))),
    };
}
