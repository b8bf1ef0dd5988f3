using Lintel.Binding;
using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Passes;

/// <summary>Gives a new row what its caller left out.</summary>
internal static class Defaults
{
    public static void Apply(RowDraft row, bool isNew, PassContext context)
    {
        if (!isNew) return;
        foreach (var field in row.Resource.Fields)
        {
            if (row.Has(field) || field.IsComputed) continue;
            switch (field.Default)
            {
                case DefaultKind.Literal: row[field] = field.DefaultValue; break;
                case DefaultKind.Now: row[field] = Value.Of(Conversion.InUnitOf(field.Type.Kind, context.Now)); break;
                case DefaultKind.None when field.Nullable: row[field] = Value.Null; break;
                case DefaultKind.None or DefaultKind.Uuid7 or DefaultKind.Identity or DefaultKind.Database: break;
            }
        }
    }
}
