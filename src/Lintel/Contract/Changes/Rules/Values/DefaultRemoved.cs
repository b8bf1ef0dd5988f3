using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>A field no longer has a default.</summary>
internal static class DefaultRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC305",
        Title = "A field no longer has a default",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Creates that leave it out are refused.",
        Instead = "keep the default",
        Example = """
              item:
                fields:
            -     rank: int = 0
            +     rank: int
            """,
        Keys = ["field.default"],
        Find = pair => pair.PlainFields.Where(field => field.Old.Default != DefaultKind.None && Defaults.IsNone(field.New))
            .Select(field => field.Found($"Its default was {Defaults.Text(field.Old)}.", "default")),
    };
}
