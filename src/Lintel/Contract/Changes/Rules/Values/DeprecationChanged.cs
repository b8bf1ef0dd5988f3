namespace Lintel.Contract.Changes.Rules;

/// <summary>A field is deprecated, or no longer.</summary>
internal static class DeprecationChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC337",
        Title = "A field is deprecated, or no longer",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "It works as before; documents advise against it, or no longer.",
        Example = """
              item:
                fields:
            -     rank: int?
            +     rank: int? deprecated
            """,
        Keys = ["field.deprecated"],
        Find = pair => pair.Fields.Concat(pair.Inputs).Where(field => field.Old.Deprecated != field.New.Deprecated)
            .Select(field => field.Found(field.New.Deprecated ? "It is deprecated now." : "It is no longer deprecated.", "deprecated")),
    };
}
