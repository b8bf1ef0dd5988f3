using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>Rows of a database that knows of no tenants become another one's.</summary>
internal static class ExistingTenantChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC156",
        Title = "Rows of a database that knows of no tenants become another one's",
        Clients = Impact.Safe,
        Data = Impact.Risky,
        Why = "A database that has been migrated keeps what it has. One that has not gives its rows to whomever `existing` names, or refuses where it names nobody.",
        Instead = "migrate all databases first",
        Example = """
              lintel: 1
              service: shop
              auth: {}
              access: { read: true, write: caller.id != null }
            - tenant: { field: tenant, existing: north }
            + tenant: tenant
              resources:
                item:
                  fields:
                    name: string
            """,
        Keys = ["tenant", "tenant.existing"],
        Find = pair => pair.Old.Tenant?.Field == pair.New.Tenant?.Field ? pair.Resources.Select(Find).OfType<string>().Take(1).Select(detail => pair.Found(detail, "tenant")) : [],
    };

    private static string? Find(ResourcePair resource) => resource is { Old.Tenant.Column: { } old, New.Tenant.Column: { } @new } && old.Default != @new.Default ? Detail.From(Name(old), Name(@new)) : null;

    private static string? Name(Column column) => column.Default.IsNull ? null : Wording.Quoted(column.Default.AsText);
}
