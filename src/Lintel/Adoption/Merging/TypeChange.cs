using System.Text.RegularExpressions;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Adoption.Merging;

/// <summary>Finds what a field says that its column no longer keeps, and how it would be said now.</summary>
internal static partial class TypeChange
{
    /// <summary>Whether a field must change: its type, or whether it may be null.</summary>
    public static bool IsNeeded(Field written, Field found) => written.Nullable != found.Nullable || !Fits(written, found);

    /// <summary>Whether the contract's type still holds what the column does, and no more text; one that a person made narrower does too.</summary>
    public static bool Fits(Field written, Field found) =>
        Holds(written.Type, found.Type) && !(written.MaxLength is { } most && found.MaxLength is { } now && now < most && found.Type.Kind == written.Type.Kind);

    /// <summary>The short form of a type with another type in it: constraints, default and what else stands behind stay.</summary>
    /// <param name="text">The type as it is written.</param>
    /// <param name="type">The new type, without <c>?</c>; null: it stays.</param>
    /// <param name="nullable">Whether it may be null.</param>
    public static string? Rewritten(string text, string? type, bool nullable) =>
        Form().Match(text) is { Success: true } match ? $"{type ?? match.Groups["type"].Value.TrimEnd()}{(nullable ? "?" : "")} {match.Groups["rest"].Value.Trim()}".TrimEnd() : null;

    /// <summary>The scalar that has a field's type; null where an enum has none.</summary>
    public static ScalarNode? Node(Node field) => field as ScalarNode ?? (field as MappingNode)?.FindScalar("type");

    private static bool Holds(FieldType written, FieldType found)
    {
        if (written.IsArray != found.IsArray)
            return false;
        if (written.Kind != found.Kind)
        {
            return (written.Kind, found.Kind) is (ScalarKind.String or ScalarKind.Email or ScalarKind.Url or ScalarKind.Enum, ScalarKind.Text or ScalarKind.String)
                or (ScalarKind.Text, ScalarKind.String) or (ScalarKind.Long, ScalarKind.Int) or (ScalarKind.Duration, ScalarKind.Native);
        }

        return written.Kind switch
        {
            ScalarKind.Decimal => written.Precision == 0 || (found.Precision > 0 && written.Scale >= found.Scale && written.Precision - written.Scale >= found.Precision - found.Scale),
            ScalarKind.Enum => found.Members.All(member => written.Members.Contains(member, StringComparer.Ordinal)),
            ScalarKind.Native => written.NativeName == found.NativeName,
            _ => true,
        };
    }

    [GeneratedRegex("^ *(?<type>[A-Za-z][A-Za-z0-9]* *(\\((?:[^()]|\\([^()]*\\))*\\))? *(\\[ *\\])?) *\\??(?<rest>.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Form();
}
