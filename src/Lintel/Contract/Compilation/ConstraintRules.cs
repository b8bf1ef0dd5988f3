using System.Text.RegularExpressions;
using Lintel.Contract.Fields;
using Lintel.Contract.Language;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Checks that what a field says of itself fits its type.</summary>
internal static class ConstraintRules
{
    /// <summary>Whether a kind has an order in which bounds make sense.</summary>
    public static bool HasRange(ScalarKind kind) => kind is ScalarKind.Int or ScalarKind.Long or ScalarKind.Decimal or ScalarKind.Double
        or ScalarKind.Date or ScalarKind.Time or ScalarKind.DateTime or ScalarKind.Timestamp or ScalarKind.Duration;

    /// <summary>Whether a kind is text that one can search or compare without case.</summary>
    public static bool IsText(ScalarKind kind) => kind is ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url;

    public static bool CheckScalar(FieldDeclaration field, ScalarKind kind, DiagnosticBag bag)
    {
        var type = field.TypeName!.Value + (field.IsArray ? "[]" : "");
        var fine = true;
        void Refuse(Place? place, bool allowed, string what, string? hint = null)
        {
            if (place is not { } at || allowed)
                return;
            fine = false;
            bag.Report(FieldRules.NotForType, at, $"{what} has no meaning for {Wording.Quoted(type)}.", hint);
        }

        var measured = kind is ScalarKind.String or ScalarKind.Text or ScalarKind.Bytes;
        Refuse(field.MinLength?.Place, measured, "A least length");
        Refuse(field.MaxLength?.Place, measured, "A greatest length");
        Refuse(field.Pattern?.Place, kind is ScalarKind.String or ScalarKind.Text, "A pattern");
        Refuse(field.Minimum?.Literal.Place, HasRange(kind), "A least value", measured ? "a length is written `string(MIN..MAX)`" : null);
        Refuse(field.Maximum?.Literal.Place, HasRange(kind), "A greatest value", measured ? "a length is written `string(MIN..MAX)`" : null);
        Refuse(Given(field.Searchable), IsText(kind) && !field.IsArray, "`searchable`", "only text can be searched");
        Refuse(Given(field.Unique), kind != ScalarKind.Json && !field.IsArray, "`unique`");
        Refuse(field.Unique?.Value == Uniqueness.IgnoreCase ? field.Unique.Place : null, IsText(kind), "`unique(ignoreCase)`", "write `unique`");
        Refuse(field.MaxItems?.Place, field.IsArray, "`maxItems`", "only arrays and many-to-many relations have items");
        Refuse(field.Reverse?.Place, false, "`reverse`", "only references have a way back");
        Refuse(field.OnDelete?.Place, false, "`onDelete`", "only references have it");
        Refuse(field.Members is { } names && kind != ScalarKind.Enum ? names is [var head, ..] ? head.Place : field.Place : null, false, "`enum`", "write `type: enum`, or leave `type` out");
        if (kind == ScalarKind.Enum)
            fine &= CheckMembers(field, bag);
        fine &= CheckLengths(field, kind, bag);
        fine &= CheckPattern(field, bag);
        CheckFlags(field, bag);
        return fine;
    }

    public static void CheckReference(FieldDeclaration field, DiagnosticBag bag)
    {
        RefuseAll(field, bag, "a reference",
            [field.MinLength?.Place, field.MaxLength?.Place, field.Pattern?.Place, field.Minimum?.Literal.Place, field.Maximum?.Literal.Place, Given(field.Searchable), field.MaxItems?.Place,
             field.Default is { IsNull: false } value ? value.Place : null, field.Format?.Place, field.Members is [var member, ..] ? member.Place : null, field.Examples.Count > 0 ? field.Examples[0].Place : null]);
        if (field.Unique is { Value: Uniqueness.IgnoreCase } unique)
            bag.Report(FieldRules.NotForType, unique.Place, "`unique(ignoreCase)` has no meaning for a reference.", "write `unique`");
        if (field.OnDelete is { Value: OnDelete.SetNull } onDelete && field.Nullable is not { Value: true })
            bag.Report(FieldRules.SetNullRequired, onDelete.Place, $"{Wording.Quoted(field.Name)} may not be null, so a delete can't make it null.", $"write `{field.TypeName!.Value}? onDelete setNull`");
        if (field.Default is { IsNull: true } none && field.Nullable is not { Value: true })
            bag.Report(FieldRules.BadDefault, none.Place, $"{Wording.Quoted(field.Name)} may not be null.", $"write `{field.TypeName!.Value}?`");
        if (field is { ReadOnly.Value: true } && field.Nullable is not { Value: true })
            bag.Report(FieldRules.NeverFilled, field.ReadOnly.Place, $"{Wording.Quoted(field.Name)} can't be written and may not be null, so that no row could ever be made.", "remove `readOnly`, or make it nullable with `?`");
    }

    public static void CheckLink(FieldDeclaration field, DiagnosticBag bag) =>
        RefuseAll(field, bag, "a many-to-many relation",
            [field.MinLength?.Place, field.MaxLength?.Place, field.Pattern?.Place, field.Minimum?.Literal.Place, field.Maximum?.Literal.Place, Given(field.Searchable), Given(field.Unique),
             field.Default?.Place, field.Format?.Place, field.Column?.Place, field.Was?.Place, Given(field.Nullable), Given(field.ReadOnly), Given(field.WriteOnly), Given(field.Immutable),
             field.OnDelete?.Place, field.Members is [var member, ..] ? member.Place : null, field.Examples.Count > 0 ? field.Examples[0].Place : null]);

    private static void RefuseAll(FieldDeclaration field, DiagnosticBag bag, string noun, ReadOnlySpan<Place?> places)
    {
        foreach (var place in places)
        {
            if (place is { } at)
                bag.Report(FieldRules.NotForType, at, $"{Wording.Quoted(at.Text)} has no meaning for {noun} such as {Wording.Quoted(field.Name)}.", "remove it");
        }
    }

    private static Place? Given(Located<bool>? flag) => flag is { Value: true } ? flag.Place : null;

    private static Place? Given(Located<Uniqueness>? unique) => unique is { Value: not Uniqueness.None } ? unique.Place : null;

    private static bool CheckMembers(FieldDeclaration field, DiagnosticBag bag)
    {
        if (field.Members is not { Count: > 0 } members)
        {
            bag.Report(LanguageRules.TypeArguments, field.TypeName!.Place, "An `enum` needs its names.", "write `enum(small, large)`, or add `enum: [small, large]`");
            return false;
        }

        if (members.Count > ShapeChecker.MaxItems)
        {
            bag.Report(YamlRules.TooLarge, field.TypeName!.Place, $"An enum has at most {ShapeChecker.MaxItems} names.", "make it a resource");
            return false;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in members.Where(member => !seen.Add(member.Value)))
            bag.Report(FieldRules.MemberTwice, member.Place, $"The enum has {Wording.Quoted(member.Value)} twice.", "remove one of them");
        foreach (var member in members.Where(member => member.Value.Length > ResourceNames.MaxIdentifier))
            bag.Report(NameRules.IdentifierTooLong, member.Place, $"The name of an enum has at most {ResourceNames.MaxIdentifier} characters.");
        return true;
    }

    private static bool CheckLengths(FieldDeclaration field, ScalarKind kind, DiagnosticBag bag)
    {
        if (kind == ScalarKind.String && field is { MinLength: { Value: > FieldTypes.DefaultLength } alone, MaxLength: null })
        {
            bag.Report(FieldRules.EmptyRange, alone.Place, $"A `string` has at most {FieldTypes.DefaultLength} characters where it does not say otherwise.", $"write `string({alone.Value}..{2 * (long)alone.Value})`, for example");
            return false;
        }

        if (field is { MinLength: { } least, MaxLength: { } most } && least.Value > most.Value)
        {
            bag.Report(FieldRules.EmptyRange, most.Place, $"No text has at least {least.Value} and at most {most.Value} characters.", "swap the two");
            return false;
        }

        if (field.MaxLength is { Value: 0 } nothing)
        {
            bag.Report(FieldRules.EmptyRange, nothing.Place, "Nothing fits into a length of 0.");
            return false;
        }

        return true;
    }

    private static bool CheckPattern(FieldDeclaration field, DiagnosticBag bag)
    {
        if (field.Pattern is not { } pattern)
            return true;
        try
        {
            if (pattern.Value.Length > 1000)
                throw new NotSupportedException();
            _ = new Regex(pattern.Value, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            _ = LiteralRules.Whole(pattern.Value);
            return true;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            bag.Report(FieldRules.BadPattern, pattern.Place, $"This is not a regular expression of the language: {Reason(failure)}", "look-around, back-references and atomic groups are left out, so that matching takes linear time");
            return false;
        }
    }

    private static string Reason(Exception failure) =>
        failure is NotSupportedException ? "it is too long, or has a part that needs backtracking." : failure.Message;

    private static void CheckFlags(FieldDeclaration field, DiagnosticBag bag)
    {
        if (field is { ReadOnly.Value: true, WriteOnly: { Value: true } writeOnly })
            bag.Report(FieldRules.NeverSeen, writeOnly.Place, $"{Wording.Quoted(field.Name)} can be neither written nor read.", "keep one of `readOnly` and `writeOnly`");
        if (field is { ReadOnly: { Value: true } readOnly, Default: null } && field.Nullable is not { Value: true })
            bag.Report(FieldRules.NeverFilled, readOnly.Place, $"{Wording.Quoted(field.Name)} can't be written, has no default and may not be null, so that no row could ever be made.", "give it a default, or make it nullable with `?`");
    }
}
