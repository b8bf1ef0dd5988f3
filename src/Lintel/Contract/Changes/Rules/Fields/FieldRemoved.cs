using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>A field is removed.</summary>
internal static class FieldRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC206",
        Title = "A field is removed",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Clients that read it find nothing, bodies that give it are refused, and nothing leads to its values any more.",
        Instead = "mark it `deprecated` until nobody uses it; where it was renamed, say `was:`",
        Example = """
              item:
                fields:
                  name: string
            -     rank: int
            """,
        Keys = ["field.type", "resource.managed"],
        Find = pair => pair.Resources.SelectMany(resource => resource.RemovedFields
                .Where(field => !field.IsComputed && field.Role is not (FieldRole.Version or FieldRole.DeletedAt)).Select(field => resource.FoundField(field, "It is gone."))),
    };
}
