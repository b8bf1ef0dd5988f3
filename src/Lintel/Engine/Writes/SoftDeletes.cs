using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Results;

namespace Lintel.Engine.Writes;

/// <summary>Rows that are deleted but stay.</summary>
internal static class SoftDeletes
{
    /// <summary>Whether a row that was looked at is deleted.</summary>
    public static bool IsHidden(ResultNode row) =>
        row.Selection.Resource.DeletedAt is { } deletedAt && row.Rows.Count > 0 && !row.Rows[0, row.Selection.Place(deletedAt)].IsNull;

    /// <summary>The change that hides a row.</summary>
    public static BoundUpdate Hide(Resource resource, Value[] key, Value[]? versions, long now)
    {
        var change = new RowDraft(resource, "") { IsChange = true };
        foreach (var field in resource.Fields)
        {
            if (field.Role is FieldRole.DeletedAt or FieldRole.UpdatedAt) change[field] = Value.Of(now);
        }
        return DraftFreezer.Update(resource, change, key, versions, null, now);
    }

    /// <summary>The problem of a row that could be created if a hidden one did not have what must be unique.</summary>
    public static Problem Taken(Resource resource) =>
        ErrorCatalogue.NotUnique.Because($"A {resource.Name} that is deleted is in its place: restore it, or purge it.");
}
