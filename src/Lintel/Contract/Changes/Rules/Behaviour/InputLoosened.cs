namespace Lintel.Contract.Changes.Rules;

/// <summary>An action takes more.</summary>
internal static class InputLoosened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC545",
        Title = "An action takes more",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "What worked works, and nobody reads what it is given.",
        Example = """
              item:
                fields:
                  rank: int
                actions:
            -     lift: { input: { by: int > 0 }, set: { rank: input.by } }
            +     lift: { input: { by: int }, set: { rank: input.by } }
            """,
        Keys =
        [
            "action.input", "field.type", "field.nullable", "field.enum", "field.minimum", "field.maximum", "field.exclusiveMinimum", "field.exclusiveMaximum",
            "field.minLength", "field.maxLength", "field.pattern", "field.maxItems",
        ],
        Find = pair => pair.Inputs.SelectMany(InputOrder.Loosened),
    };
}
