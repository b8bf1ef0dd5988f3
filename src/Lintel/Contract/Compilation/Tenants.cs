using Lintel.Contract.Rules;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Whose rows are whose: gives resources the field that tells it, and checks that nothing else tells of another tenant's rows.</summary>
internal static class Tenants
{
    /// <summary>Whether each row of a resource is some tenant's.</summary>
    public static bool IsOfTenants(ResourceDraft resource, ServiceDraft service)
    {
        for (var parent = resource.Parent; parent is not null; parent = resource.Parent)
            resource = parent;
        return service.Declaration.Tenant is not null && resource.Declaration.IsShared is null && !AuditResources.IsOne(resource);
    }

    /// <summary>The field that tells whose a row is; null: there is none. An owned child is its owner's, and can't be anybody else's.</summary>
    public static FieldDraft? FieldOf(ResourceDraft resource, ServiceDraft service) => resource.Parent is not null || !IsOfTenants(resource, service) ? null : new FieldDraft
    {
        Name = service.Declaration.Tenant!.Field,
        Place = resource.Place,
        Type = FieldType.Of(ScalarKind.String),
        Column = Casing.Snake(service.Declaration.Tenant.Field),
        Role = FieldRole.Tenant,
        ReadOnly = true,
        Immutable = true,
        MinLength = 1,
        MaxLength = TenantSettings.MaxLength,
        ExistingValue = service.Declaration.Tenant.Existing is { } existing ? Value.Of(existing.Value) : Value.Null,
        Description = "Whose it is.",
    };

    /// <summary>Checks keys, what is unique, and references.</summary>
    public static void Check(ServiceDraft service)
    {
        if (service.Declaration.Tenant is { } tenant)
            CheckService(tenant, service);
        foreach (var resource in service.Resources)
            Check(resource, service);
    }

    private static void CheckService(TenantDeclaration tenant, ServiceDraft service)
    {
        if (service.Declaration.Auth is null)
            service.Bag.Report(TenantRules.NobodyKnown, tenant.Place, "Without `auth` nobody is asked who they are, and so whose rows they may see.", "add `auth: {}`, with an `issuer` where there is one");
        if (service.Declaration.IsExternal)
            service.Bag.Report(ExternalContractRules.NotExternal, tenant.Place, "Tenants in a database that is not ours are not served yet.", "say it with `access`: `{ read: tenant == caller.claims.tenant }`");
        if (tenant.Field is "true" or "false")
            service.Bag.Report(LanguageRules.WrongValue, tenant.Place, $"`tenant` names the field that tells whose a row is, and {Wording.Quoted(tenant.Field)} is no name.", tenant.Field == "true" ? "say `tenant: tenant`" : "remove it: there are no tenants where it is not said");
        if (tenant.Existing is { Value: var name, Place: var place } && (name.Length == 0 || name.EnumerateRunes().Count() > TenantSettings.MaxLength))
            service.Bag.Report(LanguageRules.WrongValue, place, $"The name of a tenant has 1 to {TenantSettings.MaxLength} characters.", null);
    }

    private static void Check(ResourceDraft resource, ServiceDraft service)
    {
        var (bag, tenants) = (service.Bag, service.Declaration.Tenant);
        if (resource.Declaration.IsShared is { } shared && (tenants is null || resource.Parent is not null))
            bag.Report(TenantRules.NotToBeShared, shared, tenants is null ? "There are no tenants that could share these rows." : $"{Wording.Quoted(resource.Name)} is an owned child: it is whose its owner is.", "remove it");
        if (tenants is null)
            return;
        if (!IsOfTenants(resource, service))
        {
            foreach (var reference in resource.References.Where(reference => IsOfTenants(reference.Target, service)))
                bag.Report(TenantRules.LeadsIntoTenant, reference.Place, $"All tenants share {Wording.Quoted(resource.Name)}, and {Wording.Quoted(reference.Name)} would tell them keys of one.", "refer the other way round; or remove `tenant: false`");
            return;
        }

        if (resource.ClientKey && !LiesWithin(resource, resource.Key!, service))
            bag.Report(TenantRules.KeyTells, resource.Declaration.Key?.Place ?? resource.Place, $"Callers choose the keys of {Wording.Quoted(resource.Name)}: who chooses one that another tenant has would be told so.",
                "leave out `key`, and make what they choose `unique`, which holds within a tenant; or begin the key with a reference to another resource of tenants");
        foreach (var unique in resource.Uniques.Where(unique => !unique.IsGlobal && resource.Tenant is null && !LiesWithin(resource, unique.Fields, service)))
            bag.Report(TenantRules.UniqueTells, unique.Place, $"{Wording.Quoted(resource.Name)} is whose its owner is, and has no field that tells it: this would hold over all tenants.",
                $"make it unique within the owner: `unique: [[{Wording.Listed([resource.Parent!.Name, .. unique.Fields.Select(field => field.Name)]).Replace("`", "", StringComparison.Ordinal)}]]`; or say `global`");
    }

    /// <summary>Whether fields hold the key of a row of a tenant, so that another's can't have the same values.</summary>
    private static bool LiesWithin(ResourceDraft resource, IReadOnlyList<FieldDraft> fields, ServiceDraft service)
    {
        var references = resource.ParentReference is { } parent ? resource.References.Prepend(parent) : resource.References;
        return references.Any(reference => IsOfTenants(reference.Target, service) && reference.Fields!.All(field => !field.Nullable && fields.Contains(field)));
    }
}
