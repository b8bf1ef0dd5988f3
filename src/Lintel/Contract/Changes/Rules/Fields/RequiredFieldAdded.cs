namespace Lintel.Contract.Changes.Rules;

/// <summary>A field is added that must be given.</summary>
internal static class RequiredFieldAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC202",
        Title = "A field is added that must be given",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Creates of clients that do not know it are refused, and rows have no value of it.",
        Instead = "let it be null with `?`, or give it a default",
        Example = """
              item:
                fields:
                  name: string
            +     rank: int
            """,
        Keys = ["field.type"],
        Find = pair => pair.AddedFields.Where(added => added.Field.Required)
            .Select(added => added.Resource.FoundField(added.Field, $"It is new and required: {added.Field.Type}.")),
    };
}
