using Lintel.Contract;

namespace Lintel.Tests.Contract;

/// <summary>What <c>rules:</c> may say, and where a mistake in one stands.</summary>
public sealed class RuleTests
{
    private const string Shop = """
        order:
          fields:
            customer: customer
            seller: customer? reverse sales
            status: enum(pending, paid) = pending
            total: decimal(12,2) = 0
            secret: string? writeOnly
            labels: label[]
          rules: RULES
        orderLine:
          partOf: order
          fields:
            quantity: int
        customer:
          fields:
            tier: enum(basic, gold) = basic
        customerAddress:
          partOf: customer
          fields:
            city: string
        label:
          fields:
            name: string
        """;

    [Theory]
    [InlineData("[total >= 0 or status == 'paid']", "total >= 0 or status == 'paid'", true, true)]
    [InlineData("[secret != 'x']", "secret != 'x'", true, true)]
    [InlineData("[{ check: customer != null, name: known }]", "known", true, true)]
    [InlineData("[total < 10 or count(lines) > 1]", "total < 10 or count(lines) > 1", false, true)]
    [InlineData("[createdAt < now()]", "createdAt < now()", false, true)]
    [InlineData("[customer.tier == 'gold']", "customer.tier == 'gold'", false, false)]
    [InlineData("[count(customer.addresses) > 0]", "count(customer.addresses) > 0", false, false)]
    [InlineData("[\"lines.all(l, l.quantity > total and l.order.total == total)\"]", "lines.all(l, l.quantity > total and l.order.total == total)", false, true)]
    public void A_rule_means(string rules, string name, bool isOfOneRow, bool isOfBody)
    {
        var order = Contracts.Resource(With(rules), "order");
        var rule = Assert.Single(order.Rules);
        Assert.Equal((name, isOfOneRow, isOfBody), (rule.Name, rule.IsOfOneRow, rule.IsOfBody));
        Assert.Equal(isOfOneRow ? [rule] : [], order.Entity.Rules);
        Assert.True(order.HasRules);
    }

    [Fact]
    public void A_rule_that_asks_for_a_key_that_the_database_makes_is_not_decided_by_the_body()
    {
        var model = Contracts.Model("a:\n  key: int\n  fields: { x: int }\n  rules: [id < x]\naPart:\n  partOf: a\n  fields: { x: int }\n  rules: [aId < x]");
        Assert.All(model.Resources.SelectMany(resource => resource.Rules), rule => Assert.Equal((true, false), (rule.IsOfOneRow, rule.IsOfBody)));
    }

    [Theory]
    [InlineData("[totl > 0]", "LTL3040 11+4 'order' has no field 'totl'.", "did you mean 'total'?")]
    [InlineData("[\"total > 'x'\"]", "LTL3040 12+11 ", null)]
    [InlineData("['total > ''x''']", "LTL3040 11+15 ", null)]
    [InlineData("[total]", "LTL3040 11+5 A condition is expected here, not decimal(12,2).", "compare it with something")]
    [InlineData("[total >]", "LTL3040 18+1 ", null)]
    [InlineData("[total > 0, { name: b, check: \"status == 'piad'\" }]", "LTL3040 51+6 ", null)]
    [InlineData("[total > 0 and count(labels) > 1]", "LTL3041 31+6 `labels` leads to rows that are written on their own, and nobody would ask this rule then.", null)]
    [InlineData("[count(customer.orders) > 1]", "LTL3041 26+6 ", null)]
    [InlineData("[\"lines.exists(l, l.order.labels.exists(b, b.name == ''))\"]", "LTL3041 36+6 ", null)]
    [InlineData("[1 > 2]", "LTL3042 11+5 This rule holds for no row, so that none could ever be written.", null)]
    [InlineData("[null == 1]", "LTL3042 11+9 ", null)]
    [InlineData("[{ name: twice, check: total > 0 }, { name: twice, check: total > 1 }]", "LTL3044 54+5 `order` has a rule `twice` already.", null)]
    [InlineData("[{ name: one, check: total > 0 }, { name: two, check: (total) > 0.0 }]", "LTL3044 64+13 This says the same as the rule `one`.", null)]
    [InlineData("[total > 0, total > 0]", "LTL3044 22+9 ", null)]
    [InlineData("[{ name: Total, check: total > 0 }]", "LTL2005 19+5 ", null)]
    [InlineData("[{ name: x }]", "LTL2002 3+5 The key `check` is missing here.", null)]
    [InlineData("[{ check: total > 0, massage: no }]", "LTL2001 31+7 `massage` is not a key of a rule.", "did you mean `message`?")]
    [InlineData("[{ check: [total] }]", "LTL2003 20+", null)]
    [InlineData("total > 0", "LTL2003 10+9 ", "write `[total > 0]`")]
    [InlineData("['']", "LTL3040 12+1 ", null)]
    [InlineData("[null]", "LTL2004 11+4 ", null)]
    public void A_mistake_in_a_rule_has_its_place(string rules, string finding, string? hint)
    {
        var diagnostic = Assert.Single(Contracts.Compile(With(rules)).Diagnostics);
        var text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{diagnostic.Code} {diagnostic.Column - 2}+{diagnostic.Length} {diagnostic.Message}");
        Assert.StartsWith(finding, text, StringComparison.Ordinal);
        if (hint is not null) Assert.Equal(hint, diagnostic.Hint);
    }

    [Theory]
    [InlineData("status == 'paid' ? total > 0 : total == 0", "LTL1017", "quote it: \"status == 'paid' ? total > 0 : total == 0\"")]
    [InlineData("!total", "LTL1006", null)]
    [InlineData("{ name: x, check: total > size(secret, }", null, null)]
    public void A_rule_that_YAML_would_cut_is_told_how_to_quote_it(string rule, string? code, string? hint)
    {
        var diagnostics = Contracts.Compile(With($"\n    - {rule}")).Diagnostics;
        Assert.NotEmpty(diagnostics);
        if (code is not null) Assert.Equal([code], diagnostics.Select(diagnostic => diagnostic.Code));
        if (hint is not null) Assert.Equal(hint, diagnostics[0].Hint);
    }

    [Fact]
    public void Rules_that_always_hold_are_left_out_with_a_warning()
    {
        var result = Contracts.Compile(With("[1 < 2, total > 0]"));
        Assert.Equal(["LTL3043"], result.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Single(result.Model!.FindResource("order")!.Rules);
    }

    [Fact]
    public void Rules_are_read_once_the_rest_is_sound() =>
        Assert.Equal(["LTL3001"], Contracts.Codes(With("[totl > 0]").Replace("quantity: int", "quantity: itn", StringComparison.Ordinal)));

    [Fact]
    public void A_resource_has_at_most_a_hundred_rules()
    {
        Assert.Equal(100, Contracts.Resource(With(Many(100)), "order").Rules.Count);
        Assert.Equal(["LTL1003"], Contracts.Codes(With(Many(101))));

        static string Many(int count) => $"[{string.Join(", ", Enumerable.Range(0, count).Select(i => $"total > {i}"))}]";
    }

    [Theory]
    [InlineData("(", 5_000)]
    [InlineData("not ", 2_000)]
    [InlineData("total > 0 and ", 5_000)]
    [InlineData("lines.exists(l, ", 500)]
    [InlineData("customer.", 1_000)]
    [InlineData("'", 5_000)]
    [InlineData("\\u0000", 1_000)]
    [InlineData("-", 5_000)]
    public async Task A_monotonous_rule_is_refused_in_good_time(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        var task = Task.Run(() => Contracts.Compile(With($"[\"{text}\"]")), TestContext.Current.CancellationToken);
        var result = await task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.All(result.Diagnostics, diagnostic => Assert.True(diagnostic is { Severity: Severity.Error, Line: > 0, Column: > 0 }));
        Assert.NotEmpty(result.Diagnostics);
    }

    private static string With(string rules) => Shop.Replace("RULES", rules, StringComparison.Ordinal);
}
