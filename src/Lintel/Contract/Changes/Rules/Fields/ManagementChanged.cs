using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>Who keeps a field is changed.</summary>
internal static class ManagementChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC233",
        Title = "Who keeps a field is changed",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "A managed field can no longer be written; one that is no longer managed keeps its last value until somebody writes it.",
        Instead = "add a field of another name",
        Example = """
              item:
            -   managed: []
            +   managed: [updatedAt]
                fields:
                  name: string
            -     updatedAt: { type: timestamp = now(), readOnly: true, column: updated_at }
            """,
        Keys = ["resource.managed"],
        Find = pair => pair.GivenFields.Where(field => field.Old.Role != field.New.Role && (IsManaged(field.Old) || IsManaged(field.New)))
            .Select(field => field.Found(IsManaged(field.New) ? "The service keeps it now." : "The service no longer keeps it.")),
    };

    private static bool IsManaged(Field field) => field.Role is FieldRole.CreatedAt or FieldRole.UpdatedAt or FieldRole.Version or FieldRole.DeletedAt;
}
