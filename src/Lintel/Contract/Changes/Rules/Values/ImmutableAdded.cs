namespace Lintel.Contract.Changes.Rules;

/// <summary>A field can be given on create only.</summary>
internal static class ImmutableAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC335",
        Title = "A field can be given on create only",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Bodies that change it are refused.",
        Instead = "leave it changeable",
        Example = """
              item:
                fields:
            -     code: string
            +     code: string immutable
            """,
        Keys = ["field.immutable"],
        Find = pair => pair.WritableFields
            .Where(field => !field.Old.Immutable && field.New.Immutable && !field.Resource.New.Key.Contains(field.New))
            .Select(field => field.Found("It never changes now.", "immutable")),
    };
}
