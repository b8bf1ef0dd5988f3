using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>A field is added that need not be given.</summary>
internal static class OptionalFieldAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC201",
        Title = "A field is added that need not be given",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Clients ignore members that they do not know, and rows get null or the default.",
        Example = """
              item:
                fields:
                  name: string
            +     note: string?
            """,
        Keys = ["field.type", "field.nullable", "field.default"],
        Find = pair => pair.AddedFields
            .Where(added => !added.Field.IsComputed && added.Field.Role != FieldRole.DeletedAt && !added.Field.Required && (added.Field.Nullable || added.Field.Default == DefaultKind.Literal))
            .Select(added => added.Resource.FoundField(added.Field, $"It is new: {added.Field.Type}.")),
    };
}
