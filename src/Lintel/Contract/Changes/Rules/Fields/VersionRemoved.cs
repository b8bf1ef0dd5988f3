using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>The version of rows is removed.</summary>
internal static class VersionRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC208",
        Title = "The version of rows is removed",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "The member `version` is gone, entity tags are no longer made of it, so that those which clients hold fail, and the count is lost.",
        Instead = "keep `version` among the `managed` fields",
        Example = """
              item:
            +   managed: [createdAt, updatedAt]
                fields:
                  name: string
            """,
        Keys = ["resource.managed"],
        Find = pair => pair.Resources.SelectMany(resource => resource.RemovedFields
                .Where(field => field.Role == FieldRole.Version).Select(field => resource.FoundField(field, "Rows have no version any more."))),
    };
}
