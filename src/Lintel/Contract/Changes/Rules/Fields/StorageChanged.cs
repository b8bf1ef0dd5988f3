namespace Lintel.Contract.Changes.Rules;

/// <summary>A computed field is stored, or no longer.</summary>
internal static class StorageChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC230",
        Title = "A computed field is stored, or no longer",
        Clients = Impact.Safe,
        Data = Impact.Risky,
        Why = "Answers are the same. A column is added and filled, which takes as long as the table is large, or left behind.",
        Example = """
              item:
                fields:
                  name: string
            -     code: { computed: size(name) }
            +     code: { computed: size(name), stored: true }
            """,
        Keys = ["field.stored"],
        Find = pair => pair.ComputedFields
            .Where(field => field.Old.IsStored != field.New.IsStored)
            .Select(field => field.Found(field.New.IsStored ? "It is stored now." : "It is no longer stored.", "stored")),
    };
}
