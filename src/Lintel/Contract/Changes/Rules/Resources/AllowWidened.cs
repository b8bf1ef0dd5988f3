using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>Callers may do more.</summary>
internal static class AllowWidened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC136",
        Title = "Callers may do more",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "What answered 405 is served.",
        Example = """
              item:
            -   allow: [read]
            +   allow: [read, update]
                fields:
                  name: string
            """,
        Keys = ["resource.allow"],
        Find = pair => pair.Resources
            .Where(resource => (resource.New.Allowed & ~resource.Old.Allowed) != Allowed.None)
            .Select(resource => resource.Found($"Newly allowed: {AllowNarrowed.Words(resource.New.Allowed & ~resource.Old.Allowed)}.", "allow")),
    };
}
