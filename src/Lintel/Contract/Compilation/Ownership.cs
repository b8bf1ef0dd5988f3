using Lintel.Contract.Rules;

namespace Lintel.Contract.Compilation;

/// <summary>Finds the parent of each owned child.</summary>
internal static class Ownership
{
    /// <summary>How deep owned children may nest below their root.</summary>
    public const int MaxDepth = 4;

    public static void Run(ServiceDraft service)
    {
        foreach (var resource in service.Resources)
        {
            if (resource.Declaration.PartOf is not { } partOf)
                continue;
            resource.Parent = service.Find(partOf.Value);
            if (resource.Parent is null)
            {
                service.Bag.Report(ResourceRules.UnknownResource, partOf.Place, $"There is no resource {Wording.Quoted(partOf.Value)}.",
                    service.Bag.DidYouMean(partOf.Value, service.Resources.Select(other => other.Name)));
                resource.Broken = true;
            }
        }

        foreach (var resource in service.Resources)
        {
            CheckChain(resource, service);
            if (resource.Declaration is { SoftDelete: { Value: true } soft, PartOf: { } owner })
                service.Bag.Report(ResourceRules.SoftDeleteOfChild, soft.Place, $"{Wording.Quoted(resource.Name)} is an owned child: it is hidden and restored with its root.", $"say `softDelete: true` on {Wording.Quoted(owner.Value)}, or remove it");
        }

        foreach (var resource in service.Resources.Where(resource => resource.Parent is null && resource.Declaration.PartOf is null))
        {
            var given = resource.Declaration.Reverse?.Place ?? resource.Declaration.MaxItems?.Place;
            if (given is { } place && !resource.Broken)
                service.Bag.Report(ResourceRules.NotAChild, place, $"{Wording.Quoted(resource.Name)} is not an owned child, so this has no meaning.", "add `partOf:`, or remove it");
        }
    }

    private static void CheckChain(ResourceDraft resource, ServiceDraft service)
    {
        var depth = 0;
        for (var parent = resource.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent == resource)
            {
                service.Bag.Report(ResourceRules.PartOfCycle, resource.Declaration.PartOf!.Place, $"{Wording.Quoted(resource.Name)} would be part of itself.", "one of the resources must be the root, without `partOf:`");

                // The others of the circle hang below this one now, so that one circle is one mistake.
                resource.Parent = null;
                resource.Broken = true;
                return;
            }

            if (++depth > service.Resources.Count)
                return;
        }

        if (depth == MaxDepth + 1)
            service.Bag.Report(ResourceRules.PartOfTooDeep, resource.Declaration.PartOf!.Place, $"Owned children nest at most {MaxDepth} deep, and this is the level below.", "make it a resource of its own, with a reference");
    }
}
