namespace Lintel.Contract.Changes.Rules;

/// <summary>A field becomes part of answers.</summary>
internal static class WriteOnlyRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC334",
        Title = "A field becomes part of answers",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "What was kept from callers is shown to all of them, values from before among them.",
        Instead = "add a field of another name",
        Example = """
              item:
                fields:
            -     code: string? writeOnly
            +     code: string?
            """,
        Keys = ["field.writeOnly"],
        Find = pair => pair.GivenFields
            .Where(field => field.Old.WriteOnly && !field.New.WriteOnly)
            .Select(field => field.Found("Answers have it now.", "writeOnly")),
    };
}
