using Lintel.Contract.Fields;
using Lintel.Contract.Rules;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Reads in which form a database that is not ours keeps the values of a field.</summary>
internal static class KeptForms
{
    /// <summary>The form that the field names; null: none, or none that there is.</summary>
    public static Kept? Read(FieldDeclaration field, ScalarKind kind, DiagnosticBag bag)
    {
        if (field.Kept is not { } kept)
            return null;
        var choices = field.IsArray ? "" : Kept.Choices(kind);
        if (choices.Length == 0)
            bag.Report(FieldRules.NotForType, kept.Place, $"`kept` has no meaning for {Wording.Quoted(field.TypeName!.Value + (field.IsArray ? "[]" : ""))}.", "remove it: there is one form alone");
        else if (Kept.Parse(kind, kept.Value) is { } form)
            return form;
        else
            bag.Report(KeptRules.UnknownForm, kept.Place, $"{Wording.Quoted(kept.Value)} is no form of {Wording.Quoted(field.TypeName!.Value)}.", $"write {choices}");
        return null;
    }
}
