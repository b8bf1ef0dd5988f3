using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>A reference becomes a field.</summary>
internal static class ReferenceFreed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC403",
        Title = "A reference becomes a field",
        Clients = Impact.Breaking,
        Data = Impact.Risky,
        Why = "Clients can no longer follow it, include what it leads to or filter by it. Values stay, but what keeps them right has to be dropped.",
        Instead = "keep the reference",
        Example = """
              box:
                fields:
                  name: string
              item:
                fields:
            -     box: box
            +     boxId: uuid
            """,
        Keys = ["field.type"],
        Find = pair => pair.Fields
            .Where(field => field.Old.Role == FieldRole.Reference && field.New.Role == FieldRole.Plain)
            .Select(field => field.Found("It no longer refers to rows.", "type")),
    };
}
