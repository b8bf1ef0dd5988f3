using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>A relation becomes one of another kind.</summary>
internal static class KindChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC407",
        Title = "A relation becomes one of another kind",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Clients find one row where there was a list, or a list where there was one; rows hold the relation in another place.",
        Instead = "add a relation of another name",
        Example = """
              box:
                fields:
                  name: string
              item:
                fields:
            -     box: box? reverse items
            +     box: "box[] reverse items"
            """,
        Along = ["LTC206", "LTC408"],
        Keys = ["field.type"],
        Find = pair => pair.Resources.SelectMany(resource => resource.New.Relations
            .Where(relation => ResourcePair.IsDeclared(relation) && resource.Old.FindRelation(relation.Name) is { } former && former.Kind != relation.Kind)
            .Select(relation => resource.Found(
                $"`{relation.Name}` was a {Word(resource.Old.FindRelation(relation.Name)!.Kind)} and is a {Word(relation.Kind)}.", "fields", relation.Name))),
    };

    private static string Word(RelationKind kind) => kind switch
    {
        RelationKind.Reference => "reference",
        RelationKind.Reverse => "way back of a reference",
        RelationKind.Children => "list of owned children",
        RelationKind.ManyToMany => "many-to-many relation",
    };
}
