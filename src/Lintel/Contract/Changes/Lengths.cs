using System.Globalization;
using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>Compares the lengths of a field: more than 0 is tighter, less is looser.</summary>
internal static class Lengths
{
    public static int OfLeast(FieldPair field) => (field.New.MinLength ?? 0).CompareTo(field.Old.MinLength ?? 0);

    public static int OfMost(FieldPair field) => (field.Old.MaxLength ?? int.MaxValue).CompareTo(field.New.MaxLength ?? int.MaxValue);

    /// <summary>The lengths as the short form writes them.</summary>
    public static string Text(Field field) => string.Create(CultureInfo.InvariantCulture, $"{field.MinLength ?? 0}..{field.MaxLength}");
}
