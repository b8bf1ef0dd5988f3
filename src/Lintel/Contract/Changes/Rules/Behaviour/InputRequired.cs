namespace Lintel.Contract.Changes.Rules;

/// <summary>An action must be given something more.</summary>
internal static class InputRequired
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC541",
        Title = "An action must be given something more",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Clients that do not give it are refused.",
        Instead = "let it be null with `?`, or give it a default",
        Example = """
              item:
                fields:
                  rank: int
                actions:
            -     lift: { set: { rank: rank + 1 } }
            +     lift: { input: { why: string }, set: { rank: rank + 1 } }
            """,
        Keys = ["action.input", "field.type", "field.nullable", "field.default"],
        Find = pair =>
        [
            .. pair.Actions.SelectMany(action => action.AddedInputs.Where(input => input.Required)
                .Select(input => action.FoundInput(input, $"It is new and required: {input.Type}."))),
            .. pair.Inputs.Where(input => !input.Old.Required && input.New.Required).Select(input => input.Found("It must be given now.")),
        ],
    };
}
