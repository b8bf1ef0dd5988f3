using System.Globalization;
using System.IO.Hashing;
using Lintel.Binding;

namespace Lintel.Results;

/// <summary>
/// What identifies the state of a row, RFC 9110 §8.8.3: its version, or of a resource without one a hash of all its fields that are shown.
/// </summary>
public static class EntityTag
{
    /// <summary>The state of the first row of a result, without quotes.</summary>
    public static string Of(ResultNode node) => Of(node, CallerView.Everything);

    /// <summary>The state of what a caller may see of the first row of a result that has more, without quotes.</summary>
    internal static string Of(ResultNode node, CallerView view)
    {
        var selection = node.Selection;
        if (selection.Resource.Version is not null && selection.TagColumns is [var version])
            return node.Rows[0, version].Integer.ToString(CultureInfo.InvariantCulture);
        var hash = new XxHash128();
        foreach (var column in selection.TagColumns)
        {
            if (!view.MaySee(selection.Columns[column].Field)) continue;
            var cell = node.Rows[0, column];
            if (!cell.IsNull && cell.IsInArena(selection.Columns[column].Field.Type))
            {
                var bytes = cell.Bytes(node.Rows.Arena);
                hash.Append(BitConverter.GetBytes(bytes.Length));
                hash.Append(bytes);
            }
            else
            {
                hash.Append(BitConverter.GetBytes((ulong)cell.Bits));
                hash.Append(BitConverter.GetBytes((ulong)(cell.Bits >> 64)));
            }
        }
        return "h" + Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>The state with a hash of a representation that holds more than the row's own aggregate, without quotes.</summary>
    public static string Of(string state, ReadOnlySpan<byte> body) =>
        $"{state}.{Convert.ToHexStringLower(XxHash128.Hash(body))}";

    /// <summary>The state in a tag of either form, as a caller sent it.</summary>
    public static string StateOf(string tag) => tag.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? tag[..dot] : tag;
}
