namespace Lintel.Contract.Changes.Rules;

/// <summary>Deleted rows no longer stay.</summary>
internal static class SoftDeleteRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC142",
        Title = "Deleted rows no longer stay",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "`restore`, `deleted=`, `purge=` and the member `deletedAt` are gone, and a delete is for good. Rows that are deleted softly are there again for everybody: nothing leads to the time of their deletion any more.",
        Instead = "empty the bin first: `DELETE` with `deleted=only&purge=true`",
        Example = """
              item:
            -   softDelete: true
                fields:
                  name: string
            """,
        Keys = ["resource.softDelete"],
        Find = pair => pair.Resources
            .Where(resource => resource.Old.DeletedAt is not null && resource.New.DeletedAt is null)
            .Select(resource => resource.Found("What was deleted is shown again.", "softDelete")),
    };
}
