using System.Globalization;
using System.IO.Hashing;

namespace Lintel.Results;

/// <summary>
/// What identifies the state of a row, RFC 9110 §8.8.3: its version, or of a resource without one a hash of all its fields.
/// </summary>
public static class EntityTag
{
    /// <summary>The state of the first row of a result, without quotes.</summary>
    public static string Of(ResultNode node)
    {
        var selection = node.Selection;
        if (selection.Resource.Version is not null && selection.TagColumns is [var version])
            return node.Rows[0, version].Integer.ToString(CultureInfo.InvariantCulture);
        var hash = new XxHash128();
        foreach (var column in selection.TagColumns)
        {
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
