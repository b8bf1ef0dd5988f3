namespace Lintel.Contract.Changes.Rules;

/// <summary>A field that was given is computed.</summary>
internal static class GivenFieldComputed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC231",
        Title = "A field that was given is computed",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Bodies that give it are refused, and the values that were given are lost.",
        Instead = "add a computed field of another name",
        Example = """
              item:
                fields:
                  name: string
            -     code: string?
            +     code: { computed: size(name) }
            """,
        Keys = ["field.computed"],
        Find = pair => pair.Fields
            .Where(field => !field.Old.IsComputed && field.New.IsComputed)
            .Select(field => field.Found("It was given.", "computed")),
    };
}
