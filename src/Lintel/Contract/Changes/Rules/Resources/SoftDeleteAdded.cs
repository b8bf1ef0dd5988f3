namespace Lintel.Contract.Changes.Rules;

/// <summary>Deleted rows stay, hidden.</summary>
internal static class SoftDeleteAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC141",
        Title = "Deleted rows stay, hidden",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Deleted rows keep their unique values, so that nobody else gets them; references to them stay and lead to no row; `onDelete` waits until they are purged. Rows get one more column, `deletedAt`, which is null.",
        Instead = "let clients delete with `purge=true` where a row must go for good",
        Example = """
              item:
            +   softDelete: true
                fields:
                  name: string
            """,
        Keys = ["resource.softDelete"],
        Find = pair => pair.Resources
            .Where(resource => resource.Old.DeletedAt is null && resource.New.DeletedAt is not null)
            .Select(resource => resource.Found("What is deleted stays, and can be restored.", "softDelete")),
    };
}
