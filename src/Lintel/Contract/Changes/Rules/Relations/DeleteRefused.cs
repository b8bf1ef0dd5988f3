using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>A delete is refused where others refer to the row.</summary>
internal static class DeleteRefused
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC404",
        Title = "A delete is refused where others refer to the row",
        Clients = Impact.Breaking,
        Data = Impact.Risky,
        Why = "Deletes that worked answer 409. All rows stay valid, but the reference has to be made anew.",
        Instead = "keep `onDelete`",
        Example = """
              box:
                fields:
                  name: string
              item:
                fields:
            -     box: box onDelete cascade
            +     box: box
            """,
        Keys = ["field.onDelete"],
        Find = pair => DeletePair.Of(pair)
            .Where(delete => delete.Old != delete.New && delete.New == OnDelete.Restrict)
            .Select(delete => delete.Found()),
    };
}
