using System.Globalization;

namespace Lintel.Postgres.Schema;

/// <summary>What a change of a column's type does to its values.</summary>
internal enum Widening
{
    /// <summary>Nothing: they stay as they are on the disk.</summary>
    Free,

    /// <summary>They are written anew, and keep their meaning.</summary>
    Keeps,

    /// <summary>Some may lose something, or not fit.</summary>
    Narrows,
}

/// <summary>Tells which types hold all that another one holds.</summary>
internal static class TypeWidening
{
    public static Widening Of(string old, string now)
    {
        if (old == now) return Widening.Free;
        if (now == "text") return old.EndsWith("[]", StringComparison.Ordinal) || old == "bytea" ? Widening.Narrows : Widening.Keeps;
        if (Digits(now) is { } wide)
        {
            return Digits(old) is not { } narrow || wide.Before < narrow.Before || wide.Behind < narrow.Behind ? Widening.Narrows
                : IsNumeric(old) && wide.Behind == narrow.Behind ? Widening.Free
                : Widening.Keeps;
        }
        return (old, now) switch
        {
            ("integer", "bigint") or ("integer", "double precision") or ("date", "timestamp without time zone") => Widening.Keeps,
            ("json", "jsonb") => Widening.Keeps,
            _ => Widening.Narrows,
        };
    }

    private static bool IsNumeric(string type) => type.StartsWith("numeric(", StringComparison.Ordinal) && type.EndsWith(')');

    /// <summary>How many digits a number of the type may have before and behind the point; null: it is no such number.</summary>
    private static (int Before, int Behind)? Digits(string type)
    {
        if (type == "integer") return (10, 0);
        if (type == "bigint") return (19, 0);
        if (!IsNumeric(type)) return null;
        var parts = type["numeric(".Length..^1].Split(',');
        var (precision, scale) = (int.Parse(parts[0], CultureInfo.InvariantCulture), parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        return (precision - scale, scale);
    }
}
