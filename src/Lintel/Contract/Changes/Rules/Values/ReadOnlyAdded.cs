namespace Lintel.Contract.Changes.Rules;

/// <summary>A field can no longer be written.</summary>
internal static class ReadOnlyAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC331",
        Title = "A field can no longer be written",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Bodies that give it are refused.",
        Instead = "mark it `deprecated` first",
        Example = """
              item:
                fields:
            -     rank: int = 0
            +     rank: int readOnly = 0
            """,
        Keys = ["field.readOnly"],
        Find = pair => pair.WritableFields
            .Where(field => !field.Old.ReadOnly && field.New.ReadOnly)
            .Select(field => field.Found("It can only be read now.", "readOnly")),
    };
}
