using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>A field becomes a reference.</summary>
internal static class FieldReferred
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC402",
        Title = "A field becomes a reference",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Bodies that give the key of no row are refused, and rows may hold such.",
        Instead = "find the rows that hold the key of no row, and mend them first",
        Example = """
              box:
                fields:
                  name: string
              item:
                fields:
            -     boxId: uuid
            +     box: box
            """,
        Keys = ["field.type"],
        Find = pair => pair.Fields
            .Where(field => field.Old.Role == FieldRole.Plain && field.New.Role == FieldRole.Reference)
            .Select(field => field.Found("It refers to rows now.", "type")),
    };
}
