using Lintel.Contract.Rules;

namespace Lintel.Contract.Compilation;

/// <summary>Checks what is searched.</summary>
internal static class Searches
{
    public static void Run(ServiceDraft service)
    {
        foreach (var resource in service.Resources)
        {
            if (resource.Declaration.Search is { } search && !resource.Broken && !Fields(resource).Any())
                service.Bag.Report(ResourceRules.NothingToSearch, search.Place, $"{Wording.Quoted(resource.Name)} has no searchable field.", "write `searchable` behind the type of a field of text, or remove `search`");
            foreach (var field in Fields(resource))
            {
                if (field.Declaration is { WriteOnly.Value: true, Searchable: { } searchable })
                    service.Bag.Report(ResourceRules.SearchableSecret, searchable.Place, $"{Wording.Quoted(field.Name)} is never shown, so it can't be searched either.", "remove `searchable`");
            }
        }
    }

    /// <summary>The fields that are looked into; the first weighs most.</summary>
    public static IEnumerable<FieldDraft> Fields(ResourceDraft resource) => resource.Scalars.Where(field => field.Declaration?.Searchable is { Value: true });
}
