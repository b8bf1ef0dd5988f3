using Lintel.Adoption.Catalog;

namespace Lintel.Postgres.Catalog;

/// <summary>The types of a database by their numbers. Each is built when it is first asked for: most of a database's types are rows of its tables, which nobody holds.</summary>
internal sealed class CatalogTypes
{
    private const string None = "-1";
    private const int Header = 4;

    private readonly Dictionary<string, Stored> _stored;
    private readonly Dictionary<string, string[]> _labels;
    private readonly Dictionary<(string, string), CatalogType> _built = [];
    private ILookup<string, CatalogCheck> _checks = Enumerable.Empty<CatalogCheck>().ToLookup(check => "");
    private CatalogColumns? _columns;

    public CatalogTypes(List<string?[]> types, List<string?[]> labels)
    {
        _stored = types.ToDictionary(row => row[0]!, Stored.Of);
        _labels = labels.GroupBy(row => row[0]!).ToDictionary(group => group.Key, group => group.Select(row => row[1]!).ToArray());
    }

    /// <summary>Says what composites and domains are made of, which is read later than they are.</summary>
    public void Complete(CatalogColumns columns, List<string?[]> constraints)
    {
        _columns = columns;
        _checks = constraints.Where(row => row[1] != "0").ToLookup(row => row[1]!, row => new CatalogCheck(row[2]!, row[8]!, []));
    }

    /// <summary>The table whose rows a type is; null: it is another type.</summary>
    public string? RowsOf(string number) => _stored[number] is { Kind: "c", Relation: not "0" } type ? type.Relation : null;

    /// <summary>Whether values of a type can be given and taken: neither of any type, nor of none.</summary>
    public bool IsPseudo(string number) => _stored[number].Kind == "p";

    /// <summary>The name of a type as the catalog keeps it.</summary>
    public string NameOf(string number) => _stored[number].Name;

    /// <summary>A type without parameters.</summary>
    public CatalogType Of(string number) => Of(number, None, _stored[number].Text);

    /// <summary>A type with its parameters.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="modifier">Its parameters, as the catalog packs them.</param>
    /// <param name="text">How it is written with them.</param>
    public CatalogType Of(string number, string modifier, string text)
    {
        if (_built.TryGetValue((number, modifier), out var known)) return known;
        var stored = _stored[number];
        var type = new CatalogType { Text = text, Name = new CatalogName(stored.Schema, stored.Name), Kind = Kind(stored) };
        // A composite may hold arrays of itself.
        _built[(number, modifier)] = type;
        type = type.Kind switch
        {
            CatalogTypeKind.Base => Sized(type, stored.Name, CatalogText.Number(modifier)),
            CatalogTypeKind.Array => type with { Of = Of(stored.Element, modifier, text.EndsWith("[]", StringComparison.Ordinal) ? text[..^2] : _stored[stored.Element].Text) },
            CatalogTypeKind.Domain => Domain(type, number, stored),
            CatalogTypeKind.Enum => type with { Labels = _labels.GetValueOrDefault(number, []) },
            CatalogTypeKind.Range => type with { Of = Of(stored.Subtype!) },
            CatalogTypeKind.Composite => type with { Columns = _columns?.Of(stored.Relation) ?? [] },
        };
        return _built[(number, modifier)] = type;
    }

    private CatalogType Domain(CatalogType type, string number, Stored stored)
    {
        var of = Of(stored.Base, stored.Modifier, stored.BaseText!);
        return type with { Of = of, NotNull = stored.NotNull || of.NotNull, Checks = [.. _checks[number], .. of.Checks] };
    }

    private CatalogTypeKind Kind(Stored type) => type.Kind switch
    {
        "d" => CatalogTypeKind.Domain,
        "e" => CatalogTypeKind.Enum,
        "r" or "m" => CatalogTypeKind.Range,
        "c" => CatalogTypeKind.Composite,
        _ when type.Element != "0" && _stored[type.Element].Array == type.Number => CatalogTypeKind.Array,
        _ => CatalogTypeKind.Base,
    };

    private static CatalogType Sized(CatalogType type, string name, int modifier) => (name, modifier) switch
    {
        (_, < 0) => type,
        ("varchar" or "bpchar", _) => type with { Length = modifier - Header },
        ("bit" or "varbit", _) => type with { Length = modifier },
        ("numeric", _) => type with { Precision = (modifier - Header) >> 16 & 0xffff, Scale = ((modifier - Header & 0x7ff) ^ 1024) - 1024 },
        ("time" or "timetz" or "timestamp" or "timestamptz", _) => type with { Precision = modifier },
        ("interval", _) when (modifier & 0xffff) != 0xffff => type with { Precision = modifier & 0xffff },
        _ => type,
    };

    private sealed record Stored(
        string Number, string Schema, string Name, string Kind, string Element, string Array, string Base, string Modifier, bool NotNull, string Relation, string? Subtype, string Text, string? BaseText)
    {
        public static Stored Of(string?[] row) => new(
            row[0]!, row[1]!, row[2]!, row[3]!, row[4]!, row[5]!, row[6]!, row[7]!, CatalogText.IsTrue(row[8]), row[9]!, row[10], row[11]!, row[12]);
    }
}
