using System.Globalization;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Contract.Changes;

/// <summary>Compares the lengths of a field that has one: more than 0 is tighter, less is looser.</summary>
internal static class Lengths
{
    public static int OfLeast(FieldPair field) => AreMeasured(field) ? (field.New.MinLength ?? 0).CompareTo(field.Old.MinLength ?? 0) : 0;

    public static int OfMost(FieldPair field) => AreMeasured(field) ? (Most(field.Old) ?? int.MaxValue).CompareTo(Most(field.New) ?? int.MaxValue) : 0;

    /// <summary>The lengths as the short form writes them.</summary>
    public static string Text(Field field) => string.Create(CultureInfo.InvariantCulture, $"`{field.MinLength ?? 0}..{Most(field)}`");

    private static bool AreMeasured(FieldPair field) => IsMeasured(field.Old) && IsMeasured(field.New);

    private static bool IsMeasured(Field field) => field.Type.Kind is ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url or ScalarKind.Bytes;

    // Null: as long as a body may be.
    private static int? Most(Field field) => field.MaxLength ?? (field.Type.Kind switch
    {
        ScalarKind.Email => EmailScalar.MaxLength,
        ScalarKind.Url => UrlScalar.MaxLength,
        _ => null,
    });
}
