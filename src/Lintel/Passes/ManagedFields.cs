using Lintel.Binding;
using Lintel.Model;

namespace Lintel.Passes;

/// <summary>Sets what the engine itself takes care of: keys and times. The version is raised by the store, with the row in hand.</summary>
internal static class ManagedFields
{
    public static void Apply(RowDraft row, bool isNew, PassContext context)
    {
        foreach (var field in row.Resource.Fields)
        {
            if (isNew && !row.Has(field) && field.Default == DefaultKind.Uuid7) row[field] = Value.Of(context.Keys.Next());
            else if (field.Role == FieldRole.UpdatedAt && (!isNew || !row.Has(field))) row[field] = Value.Of(context.Now);
        }
    }
}
