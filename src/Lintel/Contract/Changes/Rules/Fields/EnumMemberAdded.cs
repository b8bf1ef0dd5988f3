namespace Lintel.Contract.Changes.Rules;

/// <summary>A name is added to an enum.</summary>
internal static class EnumMemberAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC224",
        Title = "A name is added to an enum",
        Clients = Impact.Risky,
        Data = Impact.Risky,
        Why = "Clients that read it may not expect the new name. No row has it yet, but what the column allows has to be changed.",
        Instead = "tell clients to expect names that they do not know",
        Example = """
              item:
                fields:
            -     size: enum(small, large)
            +     size: enum(small, large, huge)
            """,
        Keys = ["field.enum"],
        Find = pair => pair.GivenFields
            .Where(field => TypeOrder.AreEnums(field) && field.New.Type.Members.Except(field.Old.Type.Members).Any())
            .Select(field => field.Found($"New: {Wording.Listed(field.New.Type.Members.Except(field.Old.Type.Members))}.", "enum")),
    };
}
