namespace Lintel.Contract.Changes.Rules;

/// <summary>An action may be given something more, or be left without it.</summary>
internal static class InputOptional
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC542",
        Title = "An action may be given something more, or be left without it",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Clients that do not give it get null or the default.",
        Example = """
              item:
                fields:
                  rank: int
                actions:
            -     lift: { set: { rank: rank + 1 } }
            +     lift: { input: { why: string? }, set: { rank: rank + 1 } }
            """,
        Keys = ["action.input", "field.type", "field.nullable", "field.default"],
        Find = pair =>
        [
            .. pair.Actions.SelectMany(action => action.AddedInputs.Where(input => !input.Required)
                .Select(input => action.FoundInput(input, $"It is new: {input.Type}."))),
            .. pair.Inputs.Where(input => input.Old.Required && !input.New.Required).Select(input => input.Found("It may be left out now.")),
        ],
    };
}
