namespace Lintel.Contract.Changes.Rules;

/// <summary>A reference leads to another resource.</summary>
internal static class TargetChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC401",
        Title = "A reference leads to another resource",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Clients give and get keys of the former resource, and rows hold them.",
        Instead = "add a reference of another name",
        Example = """
              box:
                fields:
                  name: string
              bin:
                fields:
                  name: string
              item:
                fields:
            -     box: box? reverse items
            +     box: bin? reverse items
            """,
        Keys = ["field.type"],
        Find = pair => pair.Relations
            .Where(relation => !pair.AreSame(relation.Old.Target, relation.New.Target))
            .Select(relation => relation.Found(Detail.From(relation.Old.Target, relation.New.Target), "type")),
    };
}
