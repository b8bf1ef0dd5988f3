namespace Lintel.Contract.Changes.Rules;

/// <summary>Rows of tenants become those of all.</summary>
internal static class RowsShared
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC153",
        Title = "Rows of tenants become those of all",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Callers see and write rows of every tenant, as far as `access` lets them; what is unique is so over all, and rows of two tenants may share it. Whose the rows were is lost with the column.",
        Instead = "say by `access` who sees which rows, and look for values that tenants share, before; or leave the tenants as they are",
        Example = """
              lintel: 1
              service: shop
              auth: {}
              access: { read: true, write: caller.id != null }
            - tenant: tenant
              resources:
                item:
                  fields:
                    name: string
            """,
        Keys = ["tenant", "resource.tenant"],
        Find = Found,
    };

    private static IEnumerable<Difference> Found(ContractPair pair)
    {
        ResourcePair[] shared = [.. pair.Resources.Where(resource => resource is { Old.Tenant: not null, New.Tenant: null })];
        if (pair.New.Tenant is not null) return shared.Select(resource => resource.Found("Each row is that of all tenants.", "tenant"));
        return shared.Length == 0 ? [] : [pair.Found($"No row of {Wording.Listed([.. shared.Select(resource => resource.Name)])} is a tenant's any more.", "tenant")];
    }
}
