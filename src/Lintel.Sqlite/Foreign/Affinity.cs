namespace Lintel.Sqlite.Foreign;

/// <summary>What a column makes of the values that it is given, https://sqlite.org/datatype3.html §3.</summary>
internal enum Affinity
{
    /// <summary>Nothing: they stay what they are.</summary>
    None,

    /// <summary>Numbers become text.</summary>
    Text,

    /// <summary>Text that is a number becomes one.</summary>
    Numeric,

    /// <summary>The same, of a column declared for integers.</summary>
    Integer,

    /// <summary>The same, and integers become binary64 numbers.</summary>
    Real,
}

/// <summary>Finds affinities.</summary>
internal static class Affinities
{
    /// <summary>The affinity of a declared type, which may be any text; none at all is one too.</summary>
    public static Affinity Of(string declared)
    {
        bool Has(string part) => declared.Contains(part, StringComparison.OrdinalIgnoreCase);
        if (Has("INT")) return Affinity.Integer;
        if (Has("CHAR") || Has("CLOB") || Has("TEXT")) return Affinity.Text;
        if (Has("BLOB") || declared.Length == 0) return Affinity.None;
        return Has("REAL") || Has("FLOA") || Has("DOUB") ? Affinity.Real : Affinity.Numeric;
    }
}
