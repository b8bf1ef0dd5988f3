using Lintel.Contract;
using Lintel.Model;

namespace Lintel.Adoption.Fitting;

/// <summary>Leads misfits back to where the contract says what does not fit.</summary>
public static class MisfitPlaces
{
    /// <summary>The misfits as findings about the contract, in the order of their places.</summary>
    /// <param name="contract">The contract; it has a model.</param>
    /// <param name="misfits">What was found.</param>
    public static IReadOnlyList<Diagnostic> Locate(ContractResult contract, IEnumerable<Misfit> misfits)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return
        [
            .. misfits.Select(misfit => (Misfit: misfit, Place: contract.Tree.Find(misfit.Path)!.Value)).OrderBy(found => (found.Place.File.Order, found.Place.Start))
                .Select(found => Diagnostic.At(found.Place, found.Misfit.Code, found.Misfit.IsHard ? Severity.Error : Severity.Warning, $"{found.Misfit.Subject}: {found.Misfit.Finding}", found.Misfit.Advice)),
        ];
    }

    /// <summary>The keys that lead to a key of a resource, or of the relation whose pairs a table holds.</summary>
    internal static IReadOnlyList<string> Of(ServiceModel model, Entity entity, Resource? resource, params ReadOnlySpan<string> keys)
    {
        if (resource is not null) return ["resources", resource.Name, .. keys];
        var pairs = model.Resources.SelectMany(one => one.Relations).FirstOrDefault(relation => relation.Link?.Entity == entity && relation.KeysName is not null);
        return pairs is null ? ["resources"] : ["resources", pairs.Source.Name, "fields", pairs.Name];
    }

    /// <summary>The key of a resource under which it says what is in a column.</summary>
    internal static string[] Of(Resource resource, Column column)
    {
        if (resource.Fields.FirstOrDefault(field => field.IsStored && field.IsIn(column)) is not { } field) return [];
        if (field.Role == FieldRole.Key) return ["key"];
        // What a reference holds is declared as the reference.
        var reference = resource.Relations.FirstOrDefault(relation => relation.Kind == RelationKind.Reference && relation.SourceFields.Contains(field));
        return ["fields", field.Role is FieldRole.Reference or FieldRole.Parent && reference is not null ? reference.Name : field.Name];
    }
}
