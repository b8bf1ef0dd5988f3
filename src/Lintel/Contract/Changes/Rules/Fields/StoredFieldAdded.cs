namespace Lintel.Contract.Changes.Rules;

/// <summary>A computed field is added that is stored.</summary>
internal static class StoredFieldAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC205",
        Title = "A computed field is added that is stored",
        Clients = Impact.Safe,
        Data = Impact.Risky,
        Why = "Clients ignore members that they do not know. Each row gets its value when the column is added, which takes as long as the table is large.",
        Instead = "compute it without `stored` first",
        Example = """
              item:
                fields:
                  name: string
            +     code: { computed: size(name), stored: true }
            """,
        Keys = ["field.computed", "field.stored"],
        Find = pair => pair.AddedFields.Where(added => added.Field is { IsComputed: true, IsStored: true })
            .Select(added => added.Resource.FoundField(added.Field, $"It is new, computed and stored: {added.Field.Type}.")),
    };
}
