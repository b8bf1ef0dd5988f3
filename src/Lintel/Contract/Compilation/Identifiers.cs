using System.Security.Cryptography;
using System.Text;

namespace Lintel.Contract.Compilation;

/// <summary>Makes the names of constraints and indexes: different over the whole database, and short enough for it.</summary>
internal sealed class Identifiers(IEnumerable<string> tables)
{
    private readonly HashSet<string> _taken = new(tables, StringComparer.OrdinalIgnoreCase);

    /// <summary>A new name such as <c>ix_order_customer_id_created_at</c>; a long one ends in a hash of the whole.</summary>
    public string Next(string prefix, string table, IEnumerable<string> columns)
    {
        var whole = $"{prefix}_{table}_{string.Join('_', columns)}";
        var name = whole.Length <= ResourceNames.MaxIdentifier ? whole : Shortened(whole);
        for (var number = 2; !_taken.Add(name); number++)
            name = Shortened(whole + number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return name;
    }

    private static string Shortened(string whole)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)).AsSpan(0, 4));
        return $"{whole[..Math.Min(whole.Length, ResourceNames.MaxIdentifier - 9)]}_{hash}";
    }
}
