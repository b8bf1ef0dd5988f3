using Lintel.Contract.Fields;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;

namespace Lintel.Contract.Compilation;

/// <summary>Checks that nothing stands beside <c>computed</c> that the expression says itself, or that only values which are given have.</summary>
internal static class ComputedRules
{
    private const string Given = "remove it: nobody gives the value";

    public static void Check(FieldDeclaration field, DiagnosticBag bag)
    {
        var isStored = field.Stored is { Value: true };
        (string Key, Place? Place, string Hint)[] refused =
        [
            (field.Members is null ? "type" : "enum", field.TypeName?.Place, "remove it: the type is that of the expression"),
            ("nullable", field.Nullable?.Place, "remove it: the expression decides whether there is a value"),
            ("default", field.Default?.Place, Given),
            ("unique", field.Unique?.Place, "declare the fields that it is computed from unique"),
            ("searchable", field.Searchable?.Place, "make the fields searchable that it is computed from"),
            ("readOnly", field.ReadOnly?.Place, "remove it: a computed field is always read-only"),
            ("writeOnly", field.WriteOnly?.Place, "remove it: a computed field is only read"),
            ("immutable", field.Immutable?.Place, Given),
            ("minimum", field.Minimum?.Literal.Place, Given),
            ("maximum", field.Maximum?.Literal.Place, Given),
            ("minLength", field.MinLength?.Place, Given),
            ("maxLength", field.MaxLength?.Place, Given),
            ("maxItems", field.MaxItems?.Place, Given),
            ("pattern", field.Pattern?.Place, Given),
            ("reverse", field.Reverse?.Place, "only references have a way back"),
            ("onDelete", field.OnDelete?.Place, "only references have it"),
            ("examples", field.Examples is [var example, ..] ? example.Place : null, "remove them: they are made of the type"),
            ("column", isStored ? null : field.Column?.Place, "it is in no column: add `stored: true`, or remove it"),
            ("was", isStored ? null : field.Was?.Place, "it is in no column: add `stored: true`, or remove it"),
        ];
        foreach (var (key, place, hint) in refused)
        {
            if (place is { } at)
                bag.Report(ExpressionRules.BesideComputed, at, $"{Wording.Quoted(key)} does not go with `computed`.", hint);
        }
    }
}
