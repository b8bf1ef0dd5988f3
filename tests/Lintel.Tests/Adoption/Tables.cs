using System.Text.RegularExpressions;
using Lintel.Adoption.Catalog;

namespace Lintel.Tests.Adoption;

/// <summary>Writes catalogs in a line a table: <c>Invoice: InvoiceId int4 id, CustomerId int4 -> Customer.CustomerId, Total numeric?</c>.</summary>
internal static partial class Tables
{
    public static DatabaseCatalog Catalog(params string[] tables) => new() { Product = "PostgreSQL 17.6", DefaultSchema = "public", Tables = [.. tables.Select(Table)] };

    /// <summary>
    /// A table. Behind a column's type stand <c>?</c>, <c>id</c> (a key that is numbered), <c>key</c>, <c>unique</c>, <c>= DEFAULT</c> without blanks, and
    /// <c>-> TABLE.COLUMN</c>.
    /// </summary>
    public static CatalogTable Table(string text)
    {
        var (name, rest) = (text[..text.IndexOf(':', StringComparison.Ordinal)], text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        string[][] columns = [.. rest.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(column => Blanks().Split(column))];
        return new CatalogTable
        {
            Name = Name(name),
            Kind = CatalogTableKind.Table,
            Columns = [.. columns.Select(Column)],
            Key = [.. columns.Where(words => words.Contains("id") || words.Contains("key")).Select(words => Plain(words[0]))],
            Uniques = [.. columns.Where(words => words.Contains("unique")).Select(words => new CatalogUnique("u_" + words[0], [Plain(words[0])]))],
            ForeignKeys = [.. columns.Where(words => words.Contains("->")).Select(words => Reference(words[0], words[Array.IndexOf(words, "->") + 1]))],
        };
    }

    private static CatalogForeignKey Reference(string column, string target) =>
        new("fk_" + column, [Plain(column)], Name(target[..target.LastIndexOf('.')]), [Plain(target[(target.LastIndexOf('.') + 1)..])], "no action");

    private static CatalogColumn Column(string[] words) => new()
    {
        Name = Plain(words[0]),
        Type = Type(words[1].TrimEnd('?')),
        Nullable = words[1].EndsWith('?'),
        IsIdentity = words.Contains("id"),
        Default = Array.IndexOf(words, "=") is var at and > 0 ? words[at + 1] : null,
    };

    private static CatalogType Type(string name)
    {
        var length = name.IndexOf('(', StringComparison.Ordinal) is var at and > 0 ? int.Parse(name[(at + 1)..^1], System.Globalization.CultureInfo.InvariantCulture) : (int?)null;
        return new CatalogType { Text = name, Name = new CatalogName("pg_catalog", length is null ? name : name[..name.IndexOf('(', StringComparison.Ordinal)]), Kind = CatalogTypeKind.Base, Length = length };
    }

    private static CatalogName Name(string name) => name.Split('/') is [var schema, var table] ? new CatalogName(schema, Plain(table)) : new CatalogName("public", Plain(name));

    // A blank in a name is written ~.
    private static string Plain(string name) => name.Replace('~', ' ');

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
