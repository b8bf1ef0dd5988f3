namespace Lintel.Contract.Changes.Rules;

/// <summary>A computed field is added.</summary>
internal static class ComputedFieldAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC204",
        Title = "A computed field is added",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Clients ignore members that they do not know, and each answer computes it.",
        Example = """
              item:
                fields:
                  name: string
            +     code: { computed: size(name) }
            """,
        Keys = ["field.computed"],
        Find = pair => pair.AddedFields.Where(added => added.Field is { IsComputed: true, IsStored: false })
            .Select(added => added.Resource.FoundField(added.Field, $"It is new and computed: {added.Field.Type}.")),
    };
}
