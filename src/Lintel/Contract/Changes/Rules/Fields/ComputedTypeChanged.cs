namespace Lintel.Contract.Changes.Rules;

/// <summary>The type of a computed field is changed.</summary>
internal static class ComputedTypeChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC227",
        Title = "The type of a computed field is changed",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Clients read, filter and sort by values of the former type; none is given, so none is lost.",
        Instead = "add a computed field of the new type beside it",
        Example = """
              item:
                fields:
                  name: string
            -     code: { computed: size(name) }
            +     code: { computed: name }
                  rank: int
            """,
        Keys = ["field.computed"],
        Find = pair => pair.ComputedFields
            .Where(field => field.IsTypeChanged)
            .Select(field => field.Found(Detail.From(field.Old.Type, field.New.Type), "computed")),
    };
}
