namespace Lintel.Contract.Changes.Rules;

/// <summary>A computed field is removed.</summary>
internal static class ComputedFieldRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC207",
        Title = "A computed field is removed",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Clients that read, filter or sort by it are refused or find nothing; what it was computed from is still there.",
        Instead = "mark it `deprecated` until nobody uses it",
        Example = """
              item:
                fields:
                  name: string
            -     code: { computed: size(name) }
            """,
        Keys = ["field.computed"],
        Find = pair => pair.Resources.SelectMany(resource => resource.RemovedFields
                .Where(field => field.IsComputed).Select(field => resource.FoundField(field, "It is gone."))),
    };
}
