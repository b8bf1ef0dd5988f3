namespace Lintel.Contract.Changes.Rules;

/// <summary>An action takes less.</summary>
internal static class InputTightened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC544",
        Title = "An action takes less",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Bodies that give what it takes no longer are refused.",
        Instead = "add an action of another name",
        Example = """
              item:
                fields:
                  rank: int
                actions:
            -     lift: { input: { by: int }, set: { rank: input.by } }
            +     lift: { input: { by: int > 0 }, set: { rank: input.by } }
            """,
        Keys =
        [
            "action.input", "field.type", "field.nullable", "field.enum", "field.minimum", "field.maximum", "field.exclusiveMinimum", "field.exclusiveMaximum",
            "field.minLength", "field.maxLength", "field.pattern", "field.maxItems",
        ],
        Find = pair => pair.Inputs.SelectMany(InputOrder.Tightened),
    };
}
