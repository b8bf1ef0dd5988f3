namespace Lintel.Contract.Changes.Rules;

/// <summary>Another field tells whose a row is.</summary>
internal static class TenantFieldChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC155",
        Title = "Another field tells whose a row is",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "It is a new column, in which rows that are there have no value, or the one that `existing` gives to all of them; and clients that read the former field find nothing. Where no claim is named, it is the field's name.",
        Instead = "keep the field, and change its `claim` where callers have another",
        Example = """
              lintel: 1
              service: shop
              auth: {}
              access: { read: true, write: caller.id != null }
            - tenant: { field: tenant, claim: org_id }
            + tenant: { field: organisation, claim: org_id }
              resources:
                item:
                  fields:
                    name: string
            """,
        Keys = ["tenant", "tenant.field"],
        Find = pair => pair is { Old.Tenant.Field: var old, New.Tenant.Field: var @new } && old != @new ? [pair.Found(Detail.From(Wording.Quoted(old), Wording.Quoted(@new)), "tenant")] : [],
    };
}
