using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>A field gets a default that had to be given.</summary>
internal static class DefaultAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC304",
        Title = "A field gets a default that had to be given",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Creates may leave it out now.",
        Example = """
              item:
                fields:
            -     rank: int
            +     rank: int = 0
            """,
        Keys = ["field.default"],
        Find = pair => pair.PlainFields
            .Where(field => Defaults.IsNone(field.Old) && !Defaults.IsNone(field.New) && field.New.Default != DefaultKind.None)
            .Select(field => field.Found($"Its default is {Defaults.Text(field.New)}.", "default")),
    };
}
