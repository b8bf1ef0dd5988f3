using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>A delete changes or deletes rows that refer to the row.</summary>
internal static class DeleteWidened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC405",
        Title = "A delete changes or deletes rows that refer to the row",
        Clients = Impact.Risky,
        Data = Impact.Risky,
        Why = "What was refused, or went otherwise, now deletes or changes other rows. All rows stay valid, but the reference has to be made anew.",
        Instead = "keep `onDelete`",
        Example = """
              box:
                fields:
                  name: string
              item:
                fields:
            -     box: box
            +     box: box onDelete cascade
            """,
        Keys = ["field.onDelete"],
        Find = pair => DeletePair.Of(pair)
            .Where(delete => delete.Old != delete.New && delete.New != OnDelete.Restrict)
            .Select(delete => delete.Found()),
    };
}
