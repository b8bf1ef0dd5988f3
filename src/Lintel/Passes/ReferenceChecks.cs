using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;

namespace Lintel.Passes;

/// <summary>
/// A reference of several fields is there whole or not at all: databases look for no row where one of the fields is null (SQL's MATCH SIMPLE).
/// </summary>
internal static class ReferenceChecks
{
    public static void Apply(RowDraft row, bool isNew, PassContext context)
    {
        foreach (var relation in row.Resource.Relations)
        {
            if (relation is not { Kind: RelationKind.Reference, SourceFields: [_, _, ..] fields } || !fields.Any(field => field.Nullable)) continue;
            if (fields.Any(row.WasRefused) || fields.Any(row.IsAwaited)) continue;
            var (named, given) = (0, 0);
            foreach (var field in fields)
            {
                if (row.Has(field)) named++;
                // What no update can change, such as a part of the key, is there.
                if (!field.Nullable || (row.Has(field) && !row[field].IsNull)) given++;
            }
            var required = fields.Count(field => field.Nullable);
            var isWhole = isNew || named == 0 || named >= required;
            var isPart = named > 0 && given > fields.Count - required && given < fields.Count;
            if (isWhole && !isPart) continue;
            foreach (var field in fields)
            {
                if (field.Nullable && (!row.Has(field) || row[field].IsNull))
                    context.Problems.Add(ErrorCatalogue.Required, row.PointerOf(field.Name), $"'{relation.Name}' is given with all of its fields, or with none: {string.Join(", ", fields.Select(one => one.Name))}.");
            }
        }
    }
}
