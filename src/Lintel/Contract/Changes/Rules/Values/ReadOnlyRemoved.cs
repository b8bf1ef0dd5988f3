namespace Lintel.Contract.Changes.Rules;

/// <summary>A field can be written that could not.</summary>
internal static class ReadOnlyRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC332",
        Title = "A field can be written that could not",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Nobody has to give it, since it has a default or may be null.",
        Example = """
              item:
                fields:
            -     rank: int readOnly = 0
            +     rank: int = 0
            """,
        Keys = ["field.readOnly"],
        Find = pair => pair.WritableFields
            .Where(field => field.Old.ReadOnly && !field.New.ReadOnly)
            .Select(field => field.Found("It can be written now.", "readOnly")),
    };
}
