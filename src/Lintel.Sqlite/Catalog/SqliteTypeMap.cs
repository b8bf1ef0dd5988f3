using System.Globalization;
using Lintel.Adoption.Catalog;
using Lintel.Model;
using Lintel.Sqlite.Foreign;

namespace Lintel.Sqlite.Catalog;

/// <summary>
/// Which type of the contract a column of SQLite holds. A declared type is but a wish: where values are there, they decide what can be told from neither its words nor its
/// name, and in which form it is kept.
/// </summary>
public sealed class SqliteTypeMap : ITypeMap
{
    // Numbers of these sizes are times only in columns that are called so.
    private static readonly (double Least, double Greatest) Seconds = (1e8, 5e9), Milliseconds = (1e11, 5e12), Julian = (1_721_425, 5_373_485);
    private static readonly string[] ClockNames = ["at", "on", "date", "time", "timestamp", "ts", "datetime", "when", "created", "updated", "modified", "expires", "deadline"];

    private const int MostDigits = 38;
    private const int MostFraction = 6; // digits that people write; more come from computing
    private const int MostString = 4000; // code points that are still a line and no text

    private SqliteTypeMap()
    {
    }

    /// <summary>The map.</summary>
    public static SqliteTypeMap Instance { get; } = new();

    /// <inheritdoc/>
    public AdoptedType Of(CatalogType type) => Of("", type, new ColumnSample());

    /// <summary>The type for a column, by its name, its declared type and some of its values.</summary>
    internal static AdoptedType Of(string name, CatalogType type, ColumnSample sample)
    {
        // The catalog's word for no type at all.
        var declared = type.Text == "ANY" ? "" : type.Text;
        if (Has(type, "bool")) return Truth(sample);
        if (Has(type, "guid", "uuid", "uniqueidentifier")) return sample.Count == 0 || sample.Uuid is not null ? Uuid(sample.Uuid, declared) : Found(sample);
        if (Has(type, "json")) return sample.IsAll(sample.Blobs) ? new AdoptedType("bytes") : new AdoptedType("json");
        if (Has(type, "date", "timestamp")) return type.Name.Name is "date" or "smalldate" ? Date(sample) : Clock(sample);
        if (type.Name.Name == "time") return Time(sample);
        if (Has(type, "dec", "numeric", "money", "currency", "number")) return Decimal(type, sample);
        return Affinities.Of(declared) switch
        {
            Affinity.Integer => Integer(name, type, sample),
            Affinity.Text => Text(name, type, sample),
            Affinity.Real => sample.IsAll(sample.Reals) && IsCalled(name) && Within(sample, Julian) ? new AdoptedType("timestamp") { Kept = "julian", Note = "By its name and its values a time in Julian days." }
                : sample.Texts + sample.Blobs > 0 ? Found(sample) : new AdoptedType("double"),
            Affinity.None or Affinity.Numeric => Found(sample),
        };
    }

    private static AdoptedType Truth(ColumnSample sample)
    {
        if (sample.Count == 0 || (sample.IsAll(sample.Integers) && Within(sample, (0, 1)))) return new AdoptedType("bool");
        return sample.Words is { } words ? new AdoptedType("bool") { Kept = words } : Found(sample);
    }

    private static AdoptedType Uuid(string? form, string declared) =>
        new("uuid") { Kept = form is null || form == (Affinities.Of(declared) == Affinity.None ? "blob" : "lower") ? null : form };

    private static AdoptedType Date(ColumnSample sample)
    {
        if (sample.Count == 0) return new AdoptedType("date");
        if (sample.DateLayout is { } layout) return new AdoptedType("date") { Kept = layout == "yyyy-MM-dd" ? null : layout };
        return Clock(sample);
    }

    private static AdoptedType Clock(ColumnSample sample)
    {
        if (sample.Count == 0) return new AdoptedType("datetime");
        if (sample.ClockLayout is { } layout)
        {
            // Without a zone nobody knows of which place it is the time.
            var isInstant = layout.EndsWith('Z') || layout.EndsWith("+00:00", StringComparison.Ordinal) || layout.EndsWith("UTC", StringComparison.Ordinal);
            return new AdoptedType(isInstant ? "timestamp" : "datetime") { Kept = layout == Kept.DefaultLayout(ScalarKind.DateTime).Text ? null : layout };
        }
        if (sample.DateLayout is { } date) return new AdoptedType("date") { Kept = date == "yyyy-MM-dd" ? null : date };
        if (Number(sample) is { } form) return new AdoptedType("timestamp") { Kept = form };
        return Found(sample);
    }

    private static AdoptedType Time(ColumnSample sample) => sample.Count == 0 ? new AdoptedType("time")
        : sample.TimeLayout is { } layout ? new AdoptedType("time") { Kept = layout == Kept.DefaultLayout(ScalarKind.Time).Text ? null : layout } : Found(sample);

    private static AdoptedType Decimal(CatalogType type, ColumnSample sample)
    {
        if (sample.Texts + sample.Blobs > 0 || sample.Digits is not var (whole, fraction)) return Found(sample);
        if (type.Precision is { } precision and >= 1 and <= MostDigits && type.Scale is not < 0 && !(type.Scale > precision))
        {
            var scale = type.Scale ?? 0;
            if (whole <= precision - scale && fraction <= scale) return Sized(precision, scale);
            if (fraction <= MostFraction) return Sized(Math.Max(precision, Math.Max(whole, precision - scale) + Math.Max(scale, fraction)), Math.Max(scale, fraction)) with { Note = $"Some values have more digits than {type.Text} says." };
            return new AdoptedType("double") { Note = $"Some values have more digits than {type.Text} says." };
        }
        if (Has(type, "money", "currency") && fraction <= 4) return Sized(19, 4);
        if (sample.Count > 0 && sample.IsAll(sample.Integers)) return new AdoptedType("long");
        return sample.Count > 0 && fraction <= MostFraction ? Sized(18, Math.Max(2, fraction)) : new AdoptedType("double");
    }

    private static AdoptedType Sized(int precision, int scale) => new(string.Create(CultureInfo.InvariantCulture, $"decimal({precision},{scale})"));

    private static AdoptedType Integer(string name, CatalogType type, ColumnSample sample)
    {
        if (sample.Texts + sample.Blobs + sample.Reals > 0) return Found(sample);
        if (type.Name.Name == "tinyint" && type.Precision == 1 && (sample.Count == 0 || Within(sample, (0, 1)))) return new AdoptedType("bool");
        if (IsCalled(name) && sample.Count > 0 && Number(sample) is { } form)
            return new AdoptedType("timestamp") { Kept = form, Note = $"By its name and its values a time in {(form == "unixSeconds" ? "seconds since 1970" : form == "julian" ? "Julian days" : "milliseconds since 1970")}." };
        var isSmall = Has(type, "smallint", "tinyint", "mediumint", "int2") && (sample.Count == 0 || Within(sample, (int.MinValue, int.MaxValue)));
        return new AdoptedType(isSmall ? "int" : "long");
    }

    private static AdoptedType Text(string name, CatalogType type, ColumnSample sample)
    {
        if (sample.Blobs > 0 || sample.Texts == 0) return Plain();
        if (sample.Uuid is { } uuid) return Uuid(uuid, "TEXT");
        if (IsCalled(name) && sample.ClockLayout is not null) return Clock(sample);
        if (IsCalled(name) && sample.DateLayout is not null) return Date(sample);
        return Plain();

        // Nobody keeps to a length that SQLite does not.
        AdoptedType Plain() => type.Length is { } length and >= 1 and <= MostString && sample.LongestText <= length
            ? new AdoptedType(string.Create(CultureInfo.InvariantCulture, $"string(..{length})"))
            : new AdoptedType("text");
    }

    /// <summary>What the values are, whatever anybody declared.</summary>
    private static AdoptedType Found(ColumnSample sample)
    {
        if (sample.IsAll(sample.Integers)) return new AdoptedType("long");
        if (sample.IsAll(sample.Integers + sample.Reals)) return new AdoptedType("double");
        if (sample.IsAll(sample.Blobs)) return new AdoptedType("bytes");
        return new AdoptedType("text") { Note = sample.Count == 0 || sample.IsAll(sample.Texts) ? null : "Its values are of several types; all travel as text." };
    }

    private static string? Number(ColumnSample sample) => !sample.IsAll(sample.Integers + sample.Reals) ? null
        : Within(sample, Seconds) ? "unixSeconds"
        : Within(sample, Milliseconds) ? "unixMilliseconds"
        : Within(sample, Julian) && sample.Reals > 0 ? "julian" : null;

    private static bool Within(ColumnSample sample, (double Least, double Greatest) range) => sample.Count > 0 && sample.Range.Least >= range.Least && sample.Range.Greatest <= range.Greatest;

    private static bool Has(CatalogType type, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (type.Name.Name.Contains(part, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    /// <summary>Whether the last word of a name is one of times.</summary>
    private static bool IsCalled(string name)
    {
        var start = name.Length;
        while (start > 0 && char.IsAsciiLetterLower(name[start - 1])) start--;
        if (start > 0 && start < name.Length && char.IsAsciiLetterUpper(name[start - 1])) start--;
        if (start == name.Length) start = name.LastIndexOfAny(['_', ' ', '-']) + 1;
        return ClockNames.Contains(name[start..], StringComparer.OrdinalIgnoreCase);
    }
}
