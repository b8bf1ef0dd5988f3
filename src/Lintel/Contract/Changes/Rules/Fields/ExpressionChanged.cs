namespace Lintel.Contract.Changes.Rules;

/// <summary>What a field is computed from is changed.</summary>
internal static class ExpressionChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC228",
        Title = "What a field is computed from is changed",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Clients get other values of the same name; none is stored.",
        Instead = "add a computed field of another name",
        Example = """
              item:
                fields:
                  name: string
            -     code: { computed: size(name) + 1 }
            +     code: { computed: size(name) + 2 }
            """,
        Keys = ["field.computed"],
        Find = pair => pair.ComputedFields
            .Where(field => !field.New.IsStored && !field.IsTypeChanged && field.Old.Computed!.ToString() != field.New.Computed!.ToString())
            .Select(field => field.Found("It is computed otherwise.", "computed")),
    };
}
