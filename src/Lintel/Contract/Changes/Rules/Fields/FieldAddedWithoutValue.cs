using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>A field is added that rows have no value of.</summary>
internal static class FieldAddedWithoutValue
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC203",
        Title = "A field is added that rows have no value of",
        Clients = Impact.Safe,
        Data = Impact.Breaking,
        Why = "Creates get a value without giving it; but which one rows should have that are there, nobody knows.",
        Instead = "let it be null with `?`, or give it a literal as its default",
        Example = """
              item:
                fields:
                  name: string
            +     since: timestamp = now()
            """,
        Keys = ["field.type", "field.default", "resource.managed"],
        Find = pair => pair.AddedFields
            .Where(added => !added.Field.IsComputed && added.Field is { Required: false, Nullable: false } && added.Field.Default != DefaultKind.Literal)
            .Select(added => added.Resource.FoundField(added.Field, $"It is new, and rows have no value of it: {added.Field.Type}.")),
    };
}
