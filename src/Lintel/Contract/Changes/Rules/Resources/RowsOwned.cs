namespace Lintel.Contract.Changes.Rules;

/// <summary>Rows become those of tenants.</summary>
internal static class RowsOwned
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC151",
        Title = "Rows become those of tenants",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Callers whose token names no tenant are refused, and the others see and write the rows of theirs alone. Whose the rows are that are there, nobody knows: a database with rows refuses. What is unique is so within a tenant.",
        Instead = "see to it that all tokens have the claim, and name by `existing` whose the rows are that are there",
        Example = """
              lintel: 1
              service: shop
              auth: {}
              access: { read: true, write: caller.id != null }
            + tenant: tenant
              resources:
                item:
                  fields:
                    name: string
            """,
        Keys = ["tenant", "resource.tenant"],
        Find = pair => Found(pair, isGiven: false),
    };

    /// <summary>The resources whose rows were no tenant's and are now: all at once where there were no tenants.</summary>
    /// <param name="pair">The contracts.</param>
    /// <param name="isGiven">Whether it is said whose the rows are that are there.</param>
    public static IEnumerable<Difference> Found(ContractPair pair, bool isGiven)
    {
        ResourcePair[] owned = [.. pair.Resources.Where(resource => resource is { Old.Tenant: null, New.Tenant.Column.Default.IsNull: var isNobodys } && isNobodys != isGiven)];
        if (pair.Old.Tenant is not null) return owned.Select(resource => resource.Found("Each row is a tenant's.", "tenant"));
        return owned.Length == 0 ? [] : [pair.Found($"Each row of {Wording.Listed([.. owned.Select(resource => resource.Name)])} is a tenant's.", "tenant")];
    }
}
