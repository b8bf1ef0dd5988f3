namespace Lintel.Contract.Changes.Rules;

/// <summary>What an action sets is changed.</summary>
internal static class ActionSetChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC517",
        Title = "What an action sets is changed",
        Clients = Impact.Risky,
        Data = Impact.Risky,
        Why = "Clients that ask for it get other values than before. Rows that it has changed keep theirs, and differ from those that it changes from now on.",
        Instead = "add an action of another name",
        Example = """
              item:
                fields:
                  rank: int
                actions:
            -     lift: { set: { rank: rank + 1 } }
            +     lift: { set: { rank: rank + 2 } }
            """,
        Keys = ["action.set"],
        Find = pair => pair.Actions
            .Select(action => (Action: action, Fields: Changed(action)))
            .Where(found => found.Fields.Length > 0)
            .Select(found => found.Action.Found($"Set otherwise: {Wording.Listed(found.Fields)}.", "set")),
    };

    private static string[] Changed(ActionPair action)
    {
        var old = action.Old.Sets.Select(set => (Field: action.Resource.NewName(set.Field), Value: set.Value.ToString())).ToArray();
        var @new = action.New.Sets.Select(set => (Field: set.Field.Name, Value: set.Value.ToString())).ToArray();
        return [.. @new.Except(old).Concat(old.Except(@new)).Select(set => set.Field).Distinct()];
    }
}
