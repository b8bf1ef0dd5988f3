using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>Fields stand in another order.</summary>
internal static class FieldsReordered
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC212",
        Title = "Fields stand in another order",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Members of JSON have no order, and columns of CSV have names.",
        Example = """
              item:
                fields:
            +     size: int
                  rank: int
            -     size: int
            """,
        Keys = ["resource.fields"],
        Find = pair => pair.Resources
            .Where(resource => resource.IsReordered(field => field.New.Role is FieldRole.Plain or FieldRole.Reference))
            .Select(resource => resource.Found("Its fields stand in another order.", "fields")),
    };
}
