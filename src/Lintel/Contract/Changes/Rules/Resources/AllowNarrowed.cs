using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>Callers may do less.</summary>
internal static class AllowNarrowed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC135",
        Title = "Callers may do less",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "What is no longer allowed answers 405.",
        Instead = "keep it until nobody does it any more",
        Example = """
              item:
            +   allow: [read, create]
                fields:
                  name: string
            """,
        Keys = ["resource.allow"],
        Find = pair => pair.Resources
            .Where(resource => (resource.Old.Allowed & ~resource.New.Allowed) != Allowed.None)
            .Select(resource => resource.Found($"No longer allowed: {Words(resource.Old.Allowed & ~resource.New.Allowed)}.", "allow")),
    };

    /// <summary>What is allowed, in the words of a contract.</summary>
    public static string Words(Allowed allowed) =>
        Wording.Listed(Enum.GetValues<Allowed>().Where(one => one is not (Allowed.None or Allowed.All) && allowed.HasFlag(one)).Select(one => one.ToString().ToLowerInvariant()));
}
