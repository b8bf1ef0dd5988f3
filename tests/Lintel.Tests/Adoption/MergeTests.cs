using System.Text;
using Lintel.Adoption;
using Lintel.Adoption.Catalog;
using Lintel.Adoption.Merging;
using Lintel.Contract;

namespace Lintel.Tests.Adoption;

public sealed class MergeTests
{
    private static readonly string[] Before =
    [
        "customers: id int4 id, name varchar(40), city text?, old text?", "orders: id int4 id, customer_id int4 -> customers.id, total numeric, note text?",
    ];

    private const string Edited = """
        lintel: 1
        service: shop
        schema: external            # not ours

        resources:
          # people first
          client:
            description: Someone who buys.      # by hand
            table: customers
            key: int
            fields:
              fullName: { type: string(..40), column: name }
              city: text?
              # old: text?
            rules:
              - size(fullName) > 1

          order:
            table: orders
            key: int
            allow: [read, create]
            fields:
              customer: client
              # what it all costs
              total: decimal(10,2)
              note: text?
            queries:
              - { sort: [note] }
              - { filter: [customer], sort: [-total] }
        """;

    [Fact]
    public void Nothing_changes_where_the_database_did_not() => Assert.Equal(Edited, Merged(Edited, Before).Text);

    [Fact]
    public void Importing_again_changes_nothing()
    {
        var catalog = Tables.Catalog(Before);
        var first = DatabaseImport.Make(catalog, new CommonTypes(), "shop", "shop.yaml").Files[0].Text;
        Assert.Equal(first, Merged(first, Before).Text);
    }

    [Fact]
    public void A_new_column_is_added_behind_the_others()
    {
        var (text, changes) = Merged(Edited, Before[0].Replace("city text?", "city text?, country bpchar(2)", StringComparison.Ordinal), Before[1]);
        Assert.Equal("+      country: string(..2)", Assert.Single(Diff(text)));
        Assert.Equal("client.country", Assert.Single(changes).What);
    }

    [Fact]
    public void A_new_reference_leads_to_the_resource_as_it_is_called_here()
    {
        var (text, _) = Merged(Edited, Before[0], Before[1] + ", payer_id int4? -> customers.id");
        Assert.Equal("+      payer: { type: client? reverse payerOrders, column: payer_id }", Assert.Single(Diff(text)));
    }

    [Fact]
    public void A_new_table_is_added_behind_those_of_its_schema()
    {
        var (text, _) = Merged(Edited, [.. Before, "order_lines: id int4 id, order_id int4 -> orders.id, quantity int4"]);
        Assert.Equal(["+", "+  orderLine:", "+    table: order_lines", "+    key: int", "+    fields:", "+      order: { type: order reverse lines, column: order_id }", "+      quantity: int"], Diff(text));
    }

    [Fact]
    public void A_column_that_is_gone_is_commented_out_with_what_names_it()
    {
        var (text, changes) = Merged(Edited, Before[0], Before[1].Replace(", note text?", "", StringComparison.Ordinal));
        Assert.Equal(["-      note: text?", "+      # note: text?", "-      - { sort: [note] }", "+      # - { sort: [note] }"], Diff(text));
        Assert.Equal(2, changes.Count);
    }

    [Fact]
    public void A_list_of_which_nothing_is_left_is_commented_out()
    {
        var (text, _) = Merged(Edited, Before[0].Replace("name varchar(40)", "title varchar(40)", StringComparison.Ordinal), Before[1]);
        Assert.Contains("\n    # rules:\n      # - size(fullName) > 1\n", text);
        Assert.Contains("\n      # fullName: { type: string(..40), column: name }\n", text);
        Assert.Contains("\n      title: string(..40)\n", text);
    }

    [Fact]
    public void A_table_that_is_gone_is_commented_out_with_the_references_to_it()
    {
        var (text, _) = Merged(Edited, "orders: id int4 id, total numeric, note text?");
        Assert.Contains("\n  # client:\n", text);
        Assert.Contains("\n      # customer: client\n", text);
        Assert.Contains("\n      # - { filter: [customer], sort: [-total] }", text);
    }

    [Fact]
    public void What_was_not_asked_for_is_not_gone() =>
        Assert.Equal(Edited, Merged(Edited, new CatalogScope { Tables = "orders" }, Tables.Catalog("customers: id int4 id, name varchar(40), city text?", Before[1])).Text);

    [Fact]
    public void A_column_that_may_be_null_now_may_be_null_here()
    {
        var (text, _) = Merged(Edited, Before[0], Before[1].Replace("total numeric", "total numeric?", StringComparison.Ordinal));
        Assert.Equal(["-      total: decimal(10,2)", "+      total: \"decimal(10,2)?\""], Diff(text));
    }

    [Fact]
    public void A_type_that_no_longer_fits_is_written_anew_and_its_constraints_stay()
    {
        var (text, changes) = Merged(Edited.Replace("total: decimal(10,2)", "total: \"decimal(10,2) >= 0\"", StringComparison.Ordinal), Before[0], Before[1].Replace("total numeric", "total int8", StringComparison.Ordinal));
        Assert.Equal(["-      total: decimal(10,2)", "+      total: long >= 0"], Diff(text));
        Assert.Contains("was decimal(10,2), and is long now", Assert.Single(changes).Reason);
    }

    [Fact]
    public void A_type_that_a_person_made_narrower_stays()
    {
        var narrower = Edited.Replace("city: text?", "city: enum(rome, paris)?", StringComparison.Ordinal);
        Assert.Equal(narrower, Merged(narrower, Before).Text);
    }

    [Fact]
    public void Fields_between_brackets_take_new_ones_too()
    {
        const string Flow = "lintel: 1\nservice: s\nschema: external\nresources:\n  thing: { key: int, fields: { name: text, size: \"decimal(10,2)\" } }\n";
        var (text, _) = Merged(Flow, "thing: id int4 id, name text, size numeric, weight int4?");
        Assert.Contains("size: \"decimal(10,2)\", weight: int? } }", text);
    }

    private static (string Text, IReadOnlyList<CatalogOmission> Changes) Merged(string contract, params string[] tables) => Merged(contract, new CatalogScope(), Tables.Catalog(tables));

    private static (string Text, IReadOnlyList<CatalogOmission> Changes) Merged(string contract, CatalogScope scope, DatabaseCatalog catalog)
    {
        var existing = ContractCompiler.Compile([new ContractText("shop.yaml", Encoding.UTF8.GetBytes(contract))]);
        Assert.True(existing.Model is not null, string.Join('\n', existing.Diagnostics));
        var made = DatabaseImport.Merge([new ImportedFile("shop.yaml", contract)], existing, catalog, new CommonTypes(), scope);
        Assert.True(made.Diagnostics.Count == 0, $"{string.Join('\n', made.Diagnostics)}\n{made.Files[0].Text}");
        return (made.Files[0].Text, made.Changes);
    }

    private static IEnumerable<string> Diff(string text) =>
        LineDiff.Unified("shop.yaml", Edited, text).Where(line => line[0] is '+' or '-' && !line.StartsWith("---", StringComparison.Ordinal) && !line.StartsWith("+++", StringComparison.Ordinal)).Select(line => line.TrimEnd('\r'));
}
