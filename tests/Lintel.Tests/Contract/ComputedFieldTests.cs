using System.Diagnostics;
using System.Globalization;
using Lintel.Model;

namespace Lintel.Tests.Contract;

/// <summary>What <c>computed</c> means, and what of it is refused where.</summary>
public sealed class ComputedFieldTests
{
    private const string Shop = """
        customer:
          fields:
            name: string(1..50)
            email: email
            tier: enum(basic, gold) = basic
        order:
          fields:
            customer: customer?
            total: decimal(12,2) = 0
            note: text?
            due: timestamp?
            tags: string[] = []
            x: { computed: "EXPRESSION" }
        orderLine:
          partOf: order
          maxItems: 50
          fields:
            quantity: int
            price: decimal(12,2)
        """;

    [Theory]
    [InlineData("1", "int")]
    [InlineData("total * 2", "decimal(16,2)")]
    [InlineData("sum(lines.quantity * lines.price)", "decimal(38,2)")]
    [InlineData("sum(lines.quantity)", "long")]
    [InlineData("avg(lines.price)", "decimal(38,6)?")]
    [InlineData("count(lines)", "long")]
    [InlineData("due < now()", "bool")]
    [InlineData("due - createdAt", "duration?")]
    [InlineData("customer.tier", "enum(basic, gold)?")]
    [InlineData("customer.tier == 'gold' ? 'a' : 'bcd'", "string 3")]
    [InlineData("customer.name", "string? 50")]
    [InlineData("customer.name + ' <' + customer.email + '>'", "string? 307")]
    [InlineData("note + 'x'", "text?")]
    [InlineData("tags", "string[]")]
    [InlineData("customer", "uuid?")]
    public void The_type_is_that_of_the_expression(string expression, string type)
    {
        var field = Field(expression);
        Assert.Equal(type, $"{field.Type}{(field.Nullable ? "?" : "")}{(field.MaxLength is { } length ? string.Create(CultureInfo.InvariantCulture, $" {length}") : "")}");
        Assert.True(field is { IsComputed: true, IsStored: false, ReadOnly: true, Required: false });
    }

    [Theory]
    [InlineData("sum(lines.price) > total", false)]
    [InlineData("lines.all(l, l.order.total > 0)", false)]
    [InlineData("customer.name", true)]
    [InlineData("count(customer.orders)", true)]
    [InlineData("due < now()", true)]
    [InlineData("due < createdAt", false)]
    public void It_is_known_whether_the_version_of_the_aggregate_speaks_for_a_field(string expression, bool looksBeyond) => Assert.Equal(looksBeyond, Field(expression).LooksBeyond);

    [Fact]
    public void A_row_without_a_version_speaks_for_its_own_columns_alone()
    {
        var model = Contracts.Model("a:\n  managed: []\n  fields:\n    n: int\n    x: { computed: n + 1 }\n    y: { computed: count(parts) }\naPart:\n  partOf: a\n  fields:\n    n: int\n    x: { computed: n + 1 }\n    y: { computed: a.n }");
        Assert.Equal([false, true, false, true], model.Resources.SelectMany(resource => resource.Fields).Where(field => field.IsComputed).Select(field => field.LooksBeyond));
    }

    [Theory]
    [InlineData("totl * 2", 0, 4, "did you mean 'total'?")]
    [InlineData("total * 'a'", 0, 11, null)]
    [InlineData("total *", 7, 1, null)]
    [InlineData("null", 0, 4, null)]
    [InlineData("lines", 0, 5, "count them: count(lines), or ask for one of them: lines.exists(x, …)")]
    [InlineData("customer.nam", 9, 3, "did you mean 'name'?")]
    public void A_mistake_is_shown_at_its_very_place(string expression, int offset, int length, string? hint)
    {
        var found = Assert.Single(Contracts.Compile(Shop.Replace("EXPRESSION", expression, StringComparison.Ordinal)).Diagnostics);
        var begin = found.SourceLine!.IndexOf('"', StringComparison.Ordinal) + 1;
        Assert.Equal(("LTL3050", begin + offset + 1, length), (found.Code, found.Column, found.Length));
        if (hint is not null) Assert.Equal(hint, found.Hint);
    }

    [Fact]
    public void Computed_fields_name_each_other_in_any_order()
    {
        var resource = Contracts.Resource("item:\n  fields:\n    c: { computed: b + 1 }\n    b: { computed: a + a }\n    a: { computed: n * 2 }\n    n: int", "item");
        Assert.Equal("(((n * 2) + (n * 2)) + 1)", resource.FindField("c")!.Computed!.ToString());
    }

    [Fact]
    public void A_field_of_a_row_that_is_not_there_is_null_whatever_would_be_computed()
    {
        var resource = Contracts.Resource("a:\n  fields:\n    b: b?\n    x: { computed: b.full }\nb:\n  fields:\n    n: int?\n    full: { computed: has(n) }", "a");
        Assert.Equal("((b.id != null) ? (b.n != null) : null)", resource.FindField("x")!.Computed!.ToString());
        Assert.True(resource.FindField("x")!.Nullable);
    }

    [Theory]
    [InlineData("a: { computed: a }", "'a' would be computed from itself: a → a.")]
    [InlineData("a: { computed: b }\n    b: { computed: a + 1 }", "'a' would be computed from itself: a → b → a.")]
    [InlineData("a: { computed: sum(items.b) }\n    b: { computed: count(items.a) }\n    item: item?", "'a' would be computed from itself: a → b → a.")]
    public void A_circle_is_one_mistake(string fields, string message)
    {
        var found = Assert.Single(Contracts.Compile($"item:\n  fields:\n    n: int\n    {fields}").Diagnostics);
        Assert.Equal(("LTL3051", message), (found.Code, found.Message));
    }

    [Theory]
    [InlineData("type: int", "type")]
    [InlineData("enum: [a]", "enum")]
    [InlineData("nullable: true", "nullable")]
    [InlineData("default: 1", "default")]
    [InlineData("unique: true", "unique")]
    [InlineData("searchable: true", "searchable")]
    [InlineData("readOnly: true", "readOnly")]
    [InlineData("writeOnly: true", "writeOnly")]
    [InlineData("immutable: true", "immutable")]
    [InlineData("minimum: 1", "minimum")]
    [InlineData("exclusiveMaximum: 1", "maximum")]
    [InlineData("minLength: 1", "minLength")]
    [InlineData("pattern: a", "pattern")]
    [InlineData("maxItems: 3", "maxItems")]
    [InlineData("reverse: xs", "reverse")]
    [InlineData("onDelete: cascade", "onDelete")]
    [InlineData("examples: [1]", "examples")]
    [InlineData("column: xx", "column")]
    [InlineData("was: xx", "was")]
    public void What_is_about_values_that_are_given_does_not_go_with_it(string key, string named)
    {
        var found = Assert.Single(Contracts.Compile($"item:\n  fields:\n    n: int\n    c:\n      computed: n + 1\n      {key}").Diagnostics);
        Assert.Equal(("LTL3052", $"`{named}` does not go with `computed`."), (found.Code, found.Message));
    }

    [Theory]
    [InlineData("n + 1", null)]
    [InlineData("s + 'x'", null)]
    [InlineData("day < '2026-01-01'", null)]
    [InlineData("other + 1", null)]
    [InlineData("at < now()", "on the time")]
    [InlineData("at + duration('P1D')", "computes with times")]
    [InlineData("day - day", "computes with times")]
    [InlineData("boss.n", "other rows")]
    [InlineData("count(items)", "other rows")]
    [InlineData("sum(parts.n)", null)]
    [InlineData("sum(parts.n) + other", null)]
    [InlineData("at + duration('P1D') > at and count(parts) > 1", null)]
    [InlineData("sum(gone.n)", "deleted with rows that they refer to")]
    [InlineData("parts.exists(p, p.bossId == null)", "'bossId' becomes null when")]
    [InlineData("bossId == null and count(parts) > 0", "'bossId' becomes null when")]
    [InlineData("parts.exists(p, p.boss.n > 1)", "other rows")]
    [InlineData("parts.exists(p, p.at < now())", "on the time")]
    public void Stored_are_values_of_one_row_or_of_one_aggregate(string expression, string? reason)
    {
        var contract = $"item:\n  fields:\n    n: int\n    s: string(9)\n    day: date\n    at: timestamp\n    boss: item? onDelete setNull\n    other: {{ computed: n * 2, stored: true }}\n    c: {{ computed: \"{expression}\", stored: true }}\nitemPart:\n  partOf: item\n  fields:\n    n: int\n    at: timestamp\n    boss: item? reverse bossOf onDelete setNull\nitemGone:\n  partOf: item\n  reverse: gone\n  fields:\n    n: int\n    with: item reverse goners onDelete cascade";
        var result = Contracts.Compile(contract);
        if (reason is null) Assert.Empty(result.Diagnostics);
        else Assert.Contains(reason, Assert.Single(result.Diagnostics, found => found.Code == "LTL3053").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stored_fields_that_grow_through_each_other_have_a_bound()
    {
        var fields = string.Concat(Enumerable.Range(1, 14).Select(i => $"\n    c{i}: {{ computed: \"c{i - 1} + c{i - 1}\", stored: true }}"));
        var result = Contracts.Compile($"item:\n  fields:\n    c0: string(1){fields}");
        Assert.Contains("more than 1000 names", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("queries: [{ sort: [c] }]", "c: { computed: n + 1 }", "LTL3017", "keep it in a column with `stored: true`, or remove it from the list")]
    [InlineData("queries: [{ filter: [c] }]", "c: { computed: n + 1, stored: true }", null, null)]
    [InlineData("queries: [{ sort: [c] }]", "c: { computed: s + s, stored: true }", "LTL3017", "compute it from texts that have at most 600 characters together")]
    [InlineData("queries: [{ sort: [c] }]", "c: { computed: l, stored: true }", "LTL3017", "remove it from the list")]
    [InlineData("unique: [[c, n]]", "c: { computed: n + 1, stored: true }", "LTL3017", "name the fields that it is computed from")]
    [InlineData("key: [c]", "c: { computed: n + 1 }", "LTL3021", null)]
    [InlineData("state: c", "c: { computed: n + 1 }", "LTL3023", null)]
    public void An_index_needs_a_column(string key, string field, string? code, string? hint)
    {
        var found = Contracts.Compile($"item:\n  {key}\n  fields:\n    n: int\n    s: string(500)\n    l: string[]\n    {field}").Diagnostics;
        Assert.Equal(code is null ? [] : [code], found.Select(one => one.Code));
        if (hint is not null) Assert.Equal(hint, found[0].Hint);
    }

    [Fact]
    public void Names_and_columns_must_not_clash()
    {
        Assert.Equal(["LTL3006"], Contracts.Codes("item:\n  fields:\n    n: int\n    version: { computed: n }"));
        Assert.Equal(["LTL3008"], Contracts.Codes("item:\n  fields:\n    n: int\n    parts: { computed: n }\nitemPart:\n  partOf: item\n  fields: { n: int }"));
        Assert.Equal(["LTL3031"], Contracts.Codes("item:\n  fields:\n    n: int\n    aB: { computed: n, stored: true }\n    c: { type: int, column: a_b }"));
        Assert.Empty(Contracts.Codes("item:\n  fields:\n    aB: int\n    n: { computed: aB, stored: true, column: nn }\n    m: { computed: aB }"));
    }

    [Fact]
    public void Fields_that_double_each_other_end_at_a_bound_at_once()
    {
        var fields = string.Concat(Enumerable.Range(1, 40).Select(i => $"\n    f{i}: {{ computed: f{i - 1} + f{i - 1} + f{i - 1} + f{i - 1} }}"));
        var clock = Stopwatch.StartNew();
        var found = Contracts.Compile($"item:\n  fields:\n    f0: string(1){fields}").Diagnostics;
        Assert.InRange(clock.ElapsedMilliseconds, 0, 2_000);
        Assert.Contains(found, one => one.Message.Contains("more than 1000 names", StringComparison.Ordinal));
    }

    [Fact]
    public void A_chain_of_fields_across_resources_ends_at_a_bound()
    {
        var chain = string.Concat(Enumerable.Range(0, 400).Select(i => $"r{i}:\n  fields:\n    r: r{(i + 1) % 400}?\n    x: {{ computed: {(i == 399 ? "createdAt" : "r.x")} }}\n"));
        Assert.Contains(Contracts.Compile(chain).Diagnostics, one => one.Message == "Computed fields are computed from each other at most 16 times.");
    }

    [Theory]
    [InlineData(50, new string[0])]
    [InlineData(51, new[] { "LTL1003" })]
    public void A_resource_has_so_many_computed_fields_at_most(int count, string[] codes) =>
        Assert.Equal(codes, Contracts.Codes("item:\n  fields:\n    n: int" + string.Concat(Enumerable.Range(0, count).Select(i => $"\n    c{i}: {{ computed: n + {i} }}"))));

    [Fact]
    public void Ten_thousand_parentheses_are_refused_in_place()
    {
        var found = Assert.Single(Contracts.Compile($"item:\n  fields:\n    n: int\n    c: {{ computed: \"{new string('(', 10_000)}n{new string(')', 10_000)}\" }}").Diagnostics);
        Assert.Equal(("LTL3050", 4), (found.Code, found.Line - 3));
    }

    private static Field Field(string expression) => Contracts.Resource(Shop.Replace("EXPRESSION", expression, StringComparison.Ordinal), "order").FindField("x")!;
}
