namespace Lintel.Contract.Changes.Rules;

/// <summary>A field that was computed is given.</summary>
internal static class ComputedFieldGiven
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC232",
        Title = "A field that was computed is given",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Nobody gives it yet, and rows have no value of it.",
        Instead = "add a field of another name",
        Example = """
              item:
                fields:
                  name: string
            -     code: { computed: size(name) }
            +     code: string?
            """,
        Keys = ["field.computed"],
        Find = pair => pair.Fields.Where(field => field.Old.IsComputed && !field.New.IsComputed).Select(field => field.Found("It was computed.")),
    };
}
