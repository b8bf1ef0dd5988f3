using CsCheck;
using Lintel.Adoption;
using Lintel.Adoption.Catalog;

namespace Lintel.Tests.Adoption;

public sealed class RandomCatalogTests
{
    private static readonly string[] Names =
    [
        "id", "ID", "Order", "order", "orders", "Order Line", "null", "user", "date", "text", "limit", "العملاء", "顧客", "顧客", "%", "a.b", "say \"hi\"", "it's", "back\\slash", "1st", "", " ", "true", "customerId", "customer",
        "customer_id", "parent_id", "createdAt", "version", "tbl_x", "x", "X", "- y", "#z", "{a}", "a: b", "tab\there", "line\nbreak", "\u0007", "🦆", "count", "filter", "lines", "children", new string('n', 63), "schema", "people", "person",
    ];

    private static readonly string[] Types = ["int4", "int8", "text", "varchar(7)", "bool", "date", "timestamptz", "uuid", "jsonb", "numeric", "float8", "int4range", "inet"];

    private static readonly string[] Checks = ["((\"x\" > 0))", "((x > 0) AND (x < 'b'::text))", "(id IN (1, 2))", "(text ~ '^a$'::text)", "nonsense (", "(length(text) > 2)", "((limit IS NULL) OR (limit <> 3))"];

    private static readonly Gen<DatabaseCatalog> Catalogs = Gen.Int[0, int.MaxValue].Select(seed => Catalog(new Random(seed)));

    [Fact]
    public void Any_catalog_gives_a_sound_contract_and_nothing_of_it_is_lost() => Catalogs.Sample(catalog =>
    {
        var made = DatabaseImport.Make(catalog, new CommonTypes(), "test", "contract.yaml");
        Assert.True(made.Diagnostics.Count == 0, $"{string.Join('\n', made.Diagnostics)}\n{made.Files[0].Text}");
        Assert.Equal(made.Files[0].Text, DatabaseImport.Make(catalog, new CommonTypes(), "test", "contract.yaml").Files[0].Text);
        if (made.Model is null)
        {
            Assert.Equal(catalog.Tables.Count, made.LeftOut.Count(omission => omission.What.StartsWith("table ", StringComparison.Ordinal)));
            return;
        }

        var tables = made.Model.Resources.ToDictionary(resource => new CatalogName(resource.Entity.Schema ?? "public", resource.Entity.Table));
        var links = made.Model.Resources.SelectMany(resource => resource.Relations).Where(relation => relation.Link is not null).Select(relation => new CatalogName(relation.Link!.Entity.Schema ?? "public", relation.Link.Entity.Table)).ToHashSet();
        foreach (var table in catalog.Tables.Where(table => !links.Contains(table.Name)))
        {
            if (!tables.TryGetValue(table.Name, out var resource))
            {
                Assert.Contains(made.LeftOut, omission => omission.What == $"table {table.Name}");
                continue;
            }

            foreach (var column in table.Columns)
                Assert.True(resource.Entity.Columns.Any(kept => kept.Name == column.Name) || made.LeftOut.Any(omission => omission.What == $"column {table.Name}.{column.Name}"), $"{table.Name}.{column.Name} is lost\n{made.Files[0].Text}");
        }
    }, iter: 300, threads: 1);

    private static DatabaseCatalog Catalog(Random random)
    {
        string[] schemas = ["public", "sales", "Mit Leerzeichen"];
        CatalogName[] names = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => new CatalogName(schemas[random.Next(3)], Pick(random, Names))).Where(name => name.Name.Length > 0).Distinct()];
        var tables = names.Select(name => Table(random, name)).ToList();
        return new DatabaseCatalog { Product = "PostgreSQL 17.6", DefaultSchema = "public", Tables = [.. tables.Select(table => Referring(random, table, tables))] };
    }

    private static CatalogTable Table(Random random, CatalogName name)
    {
        CatalogColumn[] columns =
        [
            .. Enumerable.Range(0, random.Next(1, 7)).Select(_ => Pick(random, Names)).Where(column => column.Length > 0).Distinct().Select(column => new CatalogColumn
            {
                Name = column,
                Type = Tables.Table($"t: c {Pick(random, Types)}").Columns[0].Type,
                Nullable = random.Next(2) == 0,
                Default = random.Next(4) == 0 ? Pick(random, ["0", "'it''s'::text", "now()", "'2020-01-01'::date", "true", "nextval('x')", "NULL::text"]) : null,
                IsIdentity = random.Next(6) == 0,
                IsGenerated = random.Next(9) == 0,
                Comment = random.Next(5) == 0 ? Pick(random, ["Plain.", "two\nlines: # yes", "\"quoted\" 'both'", " \t ", "- list", "🦆 {x}"]) : null,
                Rights = random.Next(7) == 0 ? (CatalogRights)random.Next(8) : CatalogRights.All,
            }),
        ];
        string[] order = [.. columns.Select(column => column.Name).OrderBy(_ => random.Next())];
        var key = random.Next(5) == 0 ? [] : order[..random.Next(0, Math.Min(3, order.Length) + 1)];
        return new CatalogTable
        {
            Name = name,
            Kind = random.Next(6) == 0 ? CatalogTableKind.View : CatalogTableKind.Table,
            Columns = [.. columns.Select(column => key.Contains(column.Name) ? column with { Nullable = false } : column)],
            Key = key,
            Uniques = order.Length > 0 && random.Next(3) == 0 ? [new CatalogUnique("u", order[..random.Next(1, order.Length + 1)])] : [],
            Indexes = order.Length > 0 && random.Next(3) == 0 ? [new CatalogIndex("i", [.. order.Take(2).Select(column => new CatalogIndexColumn(column, null, random.Next(2) == 0))])] : [],
            Checks = random.Next(2) == 0 ? [new CatalogCheck(Pick(random, ["ordered", "t_check", "null", "x y"]), Pick(random, Checks), [])] : [],
            Rights = random.Next(5) == 0 ? (CatalogRights)random.Next(16) : CatalogRights.All,
        };
    }

    private static CatalogTable Referring(Random random, CatalogTable table, List<CatalogTable> tables)
    {
        var keys = new List<CatalogForeignKey>();
        for (var count = random.Next(4); count > 0; count--)
        {
            var target = tables[random.Next(tables.Count)];
            var columns = target.Key.Count > 0 && random.Next(4) > 0 ? target.Key : target.Uniques is [var unique, ..] ? unique.Columns : [];
            var own = table.Columns.Select(column => column.Name).OrderBy(_ => random.Next()).Take(columns.Count).ToArray();
            if (columns.Count > 0 && own.Length == columns.Count)
                keys.Add(new CatalogForeignKey("fk" + count, own, target.Name, columns, Pick(random, ["no action", "cascade", "set null"])));
        }

        return table with { ForeignKeys = keys };
    }

    private static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];
}
