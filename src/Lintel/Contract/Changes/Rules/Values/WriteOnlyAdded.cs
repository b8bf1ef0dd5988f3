namespace Lintel.Contract.Changes.Rules;

/// <summary>A field is no longer part of answers.</summary>
internal static class WriteOnlyAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC333",
        Title = "A field is no longer part of answers",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Clients that read it, filter or sort by it are refused or find nothing.",
        Instead = "mark it `deprecated` first",
        Example = """
              item:
                fields:
            -     code: string?
            +     code: string? writeOnly
            """,
        Keys = ["field.writeOnly"],
        Find = pair => pair.GivenFields
            .Where(field => !field.Old.WriteOnly && field.New.WriteOnly)
            .Select(field => field.Found("No answer has it any more.", "writeOnly")),
    };
}
