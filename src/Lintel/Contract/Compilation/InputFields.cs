using Lintel.Contract.Fields;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;

namespace Lintel.Contract.Compilation;

/// <summary>Reads what is given to an action or a function: values, which are checked and used, but kept nowhere.</summary>
internal static class InputFields
{
    /// <summary>Reads one field.</summary>
    /// <param name="field">The field as it is declared.</param>
    /// <param name="others">Those before it.</param>
    /// <param name="taker">What is given it, with its article: <c>an action</c>.</param>
    /// <param name="service">The service.</param>
    public static FieldDraft Read(FieldDeclaration field, IEnumerable<FieldDraft> others, string taker, ServiceDraft service)
    {
        var bag = service.Bag;
        var fine = ResourceNames.CheckName(field.Name, field.Place, bag) && IsNew(field, others, bag) && !field.Broken && IsOfInput(field, taker, bag);
        return !fine || (field.TypeName is { } type && !IsScalar(type, taker, service))
            ? FieldTypes.Unreadable(field)
            : FieldTypes.Scalar(field, ScalarTypes.Find(field.TypeName!.Value)!.Value, bag, service.Declaration.IsExternal);
    }

    private static bool IsNew(FieldDeclaration field, IEnumerable<FieldDraft> others, DiagnosticBag bag)
    {
        if (others.FirstOrDefault(other => string.Equals(other.Name, field.Name, StringComparison.OrdinalIgnoreCase)) is not { } clash)
            return true;
        bag.Report(NameRules.NameClash, field.Place, $"{Wording.Quoted(field.Name)} differs from {Wording.Quoted(clash.Name)} only in case.", "choose another name");
        return false;
    }

    private static bool IsScalar(Located<string> type, string taker, ServiceDraft service)
    {
        if (ScalarTypes.Find(type.Value) is not null)
            return true;
        if (service.Find(type.Value) is { } target)
            service.Bag.Report(ActionRules.NotAnInput, type.Place, $"{Casing.Capital(taker)} is given values, and {Wording.Quoted(target.Name)} is a resource.", $"take its key, such as `{target.Name}Id: uuid`, and set the reference to it");
        else
            service.Bag.Report(FieldRules.UnknownType, type.Place, $"{Wording.Quoted(type.Value)} is not a type.", service.Bag.IsFull ? null : ScalarTypes.Explain(type.Value, []));
        return false;
    }

    // What is about columns, or about who writes a field, has no meaning where nothing is kept.
    private static bool IsOfInput(FieldDeclaration field, string taker, DiagnosticBag bag)
    {
        (string Key, Place? Place)[] refused =
        [
            ("computed", field.Computed?.Place),
            ("stored", field.Stored?.Place),
            ("unique", field.Unique?.Place),
            ("searchable", field.Searchable?.Place),
            ("readOnly", field.ReadOnly?.Place),
            ("writeOnly", field.WriteOnly?.Place),
            ("immutable", field.Immutable?.Place),
            ("reverse", field.Reverse?.Place),
            ("onDelete", field.OnDelete?.Place),
            ("column", field.Column?.Place),
            ("was", field.Was?.Place),
        ];
        var fine = true;
        foreach (var (key, place) in refused)
        {
            if (place is not { } at)
                continue;
            fine = false;
            bag.Report(ActionRules.NotAnInput, at, $"{Wording.Quoted(key)} has no meaning for what {taker} is given.", "remove it");
        }

        return fine;
    }
}
