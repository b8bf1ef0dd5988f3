using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Passes;

/// <summary>Holds every value against what its field declares, and finds those that are missing.</summary>
internal static class ValueChecks
{
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    public static void Apply(RowDraft row, bool isNew, PassContext context)
    {
        var problems = context.Problems;
        foreach (var field in row.Resource.Fields)
        {
            if (field.IsComputed || row.IsAwaited(field)) continue;
            if (row.Has(field) && !row[field].IsNull)
            {
                Check(row, field, problems);
                continue;
            }
            // What is made by the store, or comes from the parent, is not missing.
            var isGiven = field.Default is DefaultKind.Identity or DefaultKind.Database || field.Role == FieldRole.Parent;
            if (field.Nullable || row.WasRefused(field) || (isGiven && !row.Has(field)) || (!isNew && !row.Has(field))) continue;
            problems.Add(ErrorCatalogue.Required, row.PointerOf(field.Name), row.Has(field) ? NotNull(field) : $"'{field.Name}' is required.");
        }
    }

    /// <summary>Holds what was given for fields that callers can write against what these declare. What is missing may be there already.</summary>
    public static void CheckGiven(RowDraft row, PassContext context)
    {
        foreach (var field in row.Resource.Fields)
        {
            if (field.IsComputed || !row.WasGiven(field) || row.IsAwaited(field) || !row.Resource.CanChange(field)) continue;
            if (!row[field].IsNull) Check(row, field, context.Problems);
            else if (!field.Nullable) context.Problems.Add(ErrorCatalogue.Required, row.PointerOf(field.Name), NotNull(field));
        }
    }

    private static string NotNull(Field field) => $"'{field.Name}' can't be null.";

    private static void Check(RowDraft row, Field field, ProblemList problems)
    {
        if (Find(field, row[field]) is { } wrong) problems.Add(ErrorCatalogue.OutOfRange, row.PointerOf(field.Name), $"'{field.Name}' {wrong}");
    }

    private static string? Find(Field field, Value value)
    {
        // What only the database can read it checks too.
        if (value.IsOutside(field.Type)) return null;
        if (!field.Type.IsArray) return FindScalar(field, value);
        if (value.AsList.Length > field.MaxItems) return string.Create(CultureInfo.InvariantCulture, $"may have at most {field.MaxItems} elements.");
        foreach (var item in value.AsList)
        {
            if ((item.Kind == ValueKind.List ? Find(field, item) : item.IsOutside(field.Type.Element) ? null : FindScalar(field, item)) is { } wrong) return wrong;
        }
        return null;
    }

    private static string? FindScalar(Field field, Value value)
    {
        if (value.Kind == ValueKind.Text && field.Type.Kind is not (ScalarKind.Decimal or ScalarKind.Json)) return FindText(field, value.AsText);
        if (value.Kind == ValueKind.Bytes) return FindLength(field, value.AsBytes.Length, "byte");
        if (field.Minimum is { } minimum && Compare(field.Type, value, minimum.Value) is var low && (low < 0 || (low == 0 && minimum.Exclusive)))
            return $"must be {(minimum.Exclusive ? "greater than" : "at least")} {ScalarText.Of(field.Type, minimum.Value)}.";
        if (field.Maximum is { } maximum && Compare(field.Type, value, maximum.Value) is var high && (high > 0 || (high == 0 && maximum.Exclusive)))
            return $"must be {(maximum.Exclusive ? "less than" : "at most")} {ScalarText.Of(field.Type, maximum.Value)}.";
        return null;
    }

    private static string? FindText(Field field, string text)
    {
        if (FindLength(field, CodePoints(text), "character") is { } wrong) return wrong;
        if (field.Pattern is null) return null;
        var pattern = Patterns.GetOrAdd(field.Pattern, static pattern => new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        return pattern.IsMatch(text) ? null : $"must match the pattern {field.Pattern}";
    }

    private static string? FindLength(Field field, int length, string unit)
    {
        if (length > field.MaxLength) return string.Create(CultureInfo.InvariantCulture, $"may have at most {Count(field.MaxLength.Value, unit)}; it has {length}.");
        if (length < field.MinLength) return string.Create(CultureInfo.InvariantCulture, $"must have at least {Count(field.MinLength.Value, unit)}; it has {length}.");
        return null;
    }

    private static string Count(int count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? "" : "s")}");

    private static int CodePoints(string text)
    {
        var pairs = 0;
        foreach (var unit in text) pairs += char.IsLowSurrogate(unit) ? 1 : 0;
        return text.Length - pairs;
    }

    private static int Compare(FieldType type, Value left, Value right) => left.Kind switch
    {
        ValueKind.Integer => left.AsInteger.CompareTo(right.AsInteger),
        ValueKind.Double => left.AsDouble.CompareTo(right.AsDouble),
        ValueKind.Text when type.Kind == ScalarKind.Decimal => FixedDecimal.Compare(left.AsText, right.AsText),
        ValueKind.Text => string.CompareOrdinal(left.AsText, right.AsText),
        ValueKind.Null or ValueKind.Bool or ValueKind.Uuid or ValueKind.Bytes or ValueKind.List => 0,
    };
}
