namespace Lintel.Contract.Changes.Rules;

/// <summary>Another claim names the tenant of callers.</summary>
internal static class TenantClaimChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC154",
        Title = "Another claim names the tenant of callers",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Callers without the new claim are refused, and those who have it see and write the rows of whomever it names: where its values are others, these are rows of somebody else, or none.",
        Instead = "see to it that all tokens have the new claim, with the values that the former one had",
        Example = """
              lintel: 1
              service: shop
              auth: {}
              access: { read: true, write: caller.id != null }
            - tenant: tenant
            + tenant: { field: tenant, claim: org_id }
              resources:
                item:
                  fields:
                    name: string
            """,
        Keys = ["tenant", "tenant.claim"],
        Find = pair => pair is { Old.Tenant.Claim: var old, New.Tenant.Claim: var @new } && old != @new ? [pair.Found(Detail.From(Wording.Quoted(old), Wording.Quoted(@new)), "tenant")] : [],
    };
}
