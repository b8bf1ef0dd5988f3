using System.Globalization;
using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Stores;

namespace Lintel.Engine;

/// <summary>Tells callers what a store refused, in their words. Never describes another row.</summary>
internal static class WriteProblems
{
    /// <summary>The problem of a write that was not done; null where it was.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="root">What was written.</param>
    /// <param name="draft">The rows as the caller gave them, where the problem shall tell their places.</param>
    public static Problem? Of(WriteResult result, Resource root, WriteDraft? draft = null) => result.Status switch
    {
        WriteStatus.Done => null,
        WriteStatus.NotFound => ErrorCatalogue.NotFound.Because($"There is no such {root.Name}."),
        WriteStatus.VersionMismatch => Changed(root),
        WriteStatus.Refused => Of(result.Violation!, root, draft),
    };

    /// <summary>The problem of a row that changed since its caller read it.</summary>
    public static Problem Changed(Resource resource) =>
        ErrorCatalogue.PreconditionFailed.At("If-Match", $"The {resource.Name} has changed since it was read.");

    /// <summary>The problem of a row that can't stand beside another one, which has the same values.</summary>
    public static Problem Taken(Resource resource, IReadOnlyList<Field> fields) => Taken(resource, fields, fields.Count == 0 ? null : $"/{fields[0].Name}");

    private static Problem Taken(Resource resource, IReadOnlyList<Field> fields, string? pointer) =>
        ErrorCatalogue.NotUnique.At(pointer, $"Another {resource.Name} has the same {Names(fields)}{(fields.Count > 1 ? " together" : "")}.");

    private static string Names(IReadOnlyList<Field> fields) => string.Join(", ", fields.Select(field => $"'{field.Name}'"));

    private static Problem Of(Violation violation, Resource root, WriteDraft? draft)
    {
        var names = Names(violation.Fields);
        var pointer = Pointer(violation, root, draft);
        return violation.Kind switch
        {
            ViolationKind.Unique => Taken(violation.Resource, violation.Fields, pointer),
            ViolationKind.MissingReference => ErrorCatalogue.MissingReference.At(pointer, $"{(names.Length > 0 ? names : "A reference")} names a row that does not exist."),
            ViolationKind.StillReferenced => ErrorCatalogue.StillReferenced.Because($"Other rows refer to this {root.Name}."),
            ViolationKind.Check when violation.Rule is { } rule => RuleProblems.Of(rule, violation.Resource, draft),
            ViolationKind.Check => ErrorCatalogue.OutOfRange.At(pointer, "A value is outside its bounds."),
            ViolationKind.NoValue => ErrorCatalogue.WrongType.At(pointer, names.Length == 0 ? "A value is none of its type in the database." : $"{names} is no value of its type in the database."),
            ViolationKind.Excluded => ErrorCatalogue.Conflict.Because($"This {violation.Resource.Name} and another can't be there together."),
            ViolationKind.Refused => ErrorCatalogue.Refused.Because(violation.Words ?? $"The database does not allow this {violation.Resource.Name} to be written so."),
            ViolationKind.NoKeyLeft => ErrorCatalogue.Conflict.Because($"There is no {names} left for another {violation.Resource.Name}: one has the greatest that there can be."),
        };
    }

    private static string? Pointer(Violation violation, Resource root, WriteDraft? draft)
    {
        if (violation.Relation is { KeysName: { } keys }) return LinkPointer(violation, keys, draft);
        var field = violation.Fields.Count == 0 ? null : violation.Fields[0].Name;
        if (draft is not null && RowOf(violation, draft) is { } row) return field is null ? row.Pointer : row.PointerOf(field);
        return violation.Resource != root || field is null ? null : $"/{field}";
    }

    // Links are counted over all rows of a resource, one after the other.
    private static string LinkPointer(Violation violation, string keys, WriteDraft? draft)
    {
        if (violation.Row < 0) return $"/{keys}";
        var left = violation.Row;
        foreach (var row in draft?.RowsOf(violation.Resource) ?? [])
        {
            var count = row.Links.Find(links => links.Relation == violation.Relation).Keys?.Count ?? 0;
            if (left < count) return string.Create(CultureInfo.InvariantCulture, $"{row.PointerOf(keys)}/{left}");
            left -= count;
        }
        return string.Create(CultureInfo.InvariantCulture, $"/{keys}/{violation.Row}");
    }

    private static RowDraft? RowOf(Violation violation, WriteDraft draft)
    {
        var rows = draft.RowsOf(violation.Resource);
        if (rows.Count == 1) return rows[0];
        // Those that leave different fields to the database are counted apart.
        if (violation.Resource.Entity.IsExternal && rows.Select(DraftFreezer.LeavesTo).Distinct().Skip(1).Any()) return null;
        return violation.Row >= 0 && violation.Row < rows.Count ? rows[violation.Row] : null;
    }
}
