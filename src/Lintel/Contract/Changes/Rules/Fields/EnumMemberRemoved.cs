namespace Lintel.Contract.Changes.Rules;

/// <summary>A name is removed from an enum.</summary>
internal static class EnumMemberRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC225",
        Title = "A name is removed from an enum",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Bodies and filters that give it are refused, and rows may have it.",
        Instead = "mend the rows first, and stop accepting it by a rule",
        Example = """
              item:
                fields:
            -     size: enum(small, large, huge)
            +     size: enum(small, large)
            """,
        Keys = ["field.enum"],
        Find = pair => pair.GivenFields
            .Where(field => TypeOrder.AreEnums(field) && field.Old.Type.Members.Except(field.New.Type.Members).Any())
            .Select(field => field.Found($"Gone: {Wording.Listed(field.Old.Type.Members.Except(field.New.Type.Members))}.", "enum")),
    };
}
