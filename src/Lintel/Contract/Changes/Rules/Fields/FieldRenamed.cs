namespace Lintel.Contract.Changes.Rules;

/// <summary>A field is renamed.</summary>
internal static class FieldRenamed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC209",
        Title = "A field is renamed",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Clients read and write it by its former name; its values stay.",
        Instead = "add a computed field of the new name beside it, and mark the former one `deprecated`",
        Example = """
              item:
                fields:
            -     rank: int
            +     position: { type: int, was: rank }
            """,
        Keys = ["field.was", "field.column"],
        Find = pair => pair.Fields
            .Where(field => field.Old.Name != field.New.Name)
            .Select(field => field.Found($"It was {Wording.Quoted(field.Old.Name)}.", "was")),
    };
}
