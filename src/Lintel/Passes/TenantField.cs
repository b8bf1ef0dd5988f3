using Lintel.Binding;
using Lintel.Errors;

namespace Lintel.Passes;

/// <summary>Says whose a new row is: its caller's tenant's, whatever the body says. Who runs the service has none, and must say whose.</summary>
internal static class TenantField
{
    public static void Apply(RowDraft row, bool isNew, PassContext context)
    {
        if (!isNew || row.Resource.Tenant is not { } field) return;
        if (context.Tenant is not { } tenant)
        {
            if (!row.Has(field) || row[field].IsNull) context.Problems.Add(ErrorCatalogue.Required, row.PointerOf(field.Name), $"'{field.Name}' is required: it says whose the {row.Resource.Name} is.");
            return;
        }
        if (row.WasGiven(field) && row[field] != tenant) InputBinder.NotWritable(row, field, context.Problems);
        row.Take(field, tenant);
    }
}
