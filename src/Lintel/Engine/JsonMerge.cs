using System.Text;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Results;

namespace Lintel.Engine;

/// <summary>An object that a patch gives for a <c>json</c> field: it is merged into what is there, as RFC 7396 says.</summary>
internal sealed record JsonMerge(Field Field, InputValue Patch)
{
    /// <summary>Those of a patch.</summary>
    public static IReadOnlyList<JsonMerge> Of(Resource resource, InputValue patch)
    {
        List<JsonMerge>? merges = null;
        foreach (var (name, value) in patch.Members)
        {
            if (value.Kind == InputKind.Object && resource.FindField(name) is { Type: { Kind: ScalarKind.Json, IsArray: false } } field)
                (merges ??= []).Add(new JsonMerge(field, value));
        }
        return merges ?? [];
    }

    /// <summary>Sets the field of a draft to the patched value of the row that is there.</summary>
    public void Apply(ResultNode row, RowDraft draft)
    {
        var columns = row.Selection.Columns;
        var column = 0;
        while (column < columns.Count && (columns[column].Hops.Count > 0 || columns[column].Field != Field)) column++;
        if (column == columns.Count) return; // nobody reads a write-only field, not even to merge into it: it is set as it was given
        var cell = row.Rows[0, column];
        var before = cell.IsNull ? null : Encoding.UTF8.GetString(cell.Bytes(row.Rows.Arena));
        draft[Field] = Value.Of(MergePatch.Apply(before, Patch, LeastEscaping.Instance));
    }
}
