using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>The key of a resource is changed.</summary>
internal static class KeyChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC121",
        Title = "The key of a resource is changed",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Each path of a row, and each reference to one, holds the former key; rows have no value of the new one.",
        Instead = "add the new key as a `unique` field",
        Example = """
              item:
            +   key: int
                fields:
                  name: string
            """,
        Keys = ["resource.key", "key.type"],
        Find = pair => pair.Resources
            .Where(resource => resource.IsKeyChanged)
            .Select(resource => resource.Found(Detail.From(Text(resource.Old), Text(resource.New)), "key")),
    };

    private static string Text(Resource resource) => string.Join(", ", resource.Key.Select(field => $"{field.Name}: {field.Type}"));
}
