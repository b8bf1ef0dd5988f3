namespace Lintel.Contract.Changes.Rules;

/// <summary>Rows become those of tenants, and those that are there one's.</summary>
internal static class RowsGiven
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC152",
        Title = "Rows become those of tenants, and those that are there one's",
        Clients = Impact.Breaking,
        Data = Impact.Risky,
        Why = "Callers whose token names no tenant are refused, and the others see and write the rows of theirs alone. The rows that are there become those of the tenant that `existing` names, and indexes are made anew.",
        Instead = "see to it that all tokens have the claim",
        Example = """
              lintel: 1
              service: shop
              auth: {}
              access: { read: true, write: caller.id != null }
            + tenant: { field: tenant, existing: north }
              resources:
                item:
                  fields:
                    name: string
            """,
        Keys = ["tenant", "resource.tenant", "tenant.existing"],
        Find = pair => RowsOwned.Found(pair, isGiven: true),
    };
}
