using System.Globalization;
using Lintel.Model;

namespace Lintel.Tests.Contract;

/// <summary>What <c>actions:</c> may say, and where a mistake in one stands.</summary>
public sealed class ActionTests
{
    private const string Shop = """
        order:
          fields:
            customer: customer
            status: enum(pending, paid, shipped) = pending
            total: decimal(12,2) >= 0 = 0
            count: int = 0
            large: long = 0
            note: string(..20)?
            code: string(2..4) = 'xx'
            size: enum(small, big) = small
            mail: email?
            due: date?
            at: timestamp?
            rate: double?
            tags: string[] = []
            secret: string? writeOnly
            once: string? immutable
            net: { computed: total * 2 }
            sum: { computed: sum(lines.quantity), stored: true }
            twice: { computed: count * 2, stored: true }
          state: status
          actions:
            act: ACTION
        orderLine:
          partOf: order
          fields:
            quantity: int
        customer:
          fields:
            name: string
        """;

    [Theory]
    [InlineData("{ from: [pending], to: paid }", "pending -> paid")]
    [InlineData("{ to: paid }", "pending|shipped -> paid")]
    [InlineData("{ from: [paid, pending], set: { count: 1 } }", "paid|pending -> stays, count = 1")]
    [InlineData("{ set: { count: count + 1, note: null } }", "pending|paid|shipped -> stays, count = (count + 1), note = null")]
    [InlineData("{ input: { a: int = 3 }, set: { count: input.a } }", "pending|paid|shipped -> stays, input a: int, count = input.a")]
    [InlineData("{ input: { a: { type: string(1..4)?, description: x } }, rules: [\"input.a != note\"], set: { note: input.a + 'x' } }", "pending|paid|shipped -> stays, input a: string?, rule (input.a != note), note = (input.a + 'x')")]
    public void An_action_means(string action, string meaning) => Assert.Equal(meaning, Print(Contracts.Resource(With(action), "order").Actions.Single()));

    [Theory]
    [InlineData("count: large")]
    [InlineData("large: count")]
    [InlineData("total: count")]
    [InlineData("total: total * 1.195 / 3")]
    [InlineData("rate: total")]
    [InlineData("at: now()")]
    [InlineData("due: now()")]
    [InlineData("note: size")]
    [InlineData("note: mail")]
    [InlineData("size: \"'big'\"")]
    [InlineData("size: input.size")]
    [InlineData("mail: input.mail")]
    [InlineData("mail: null")]
    [InlineData("tags: tags")]
    [InlineData("tags: input.tags")]
    [InlineData("customerId: input.key")]
    [InlineData("code: \"note != null ? note : 'ab'\"")]
    [InlineData("code: \"note == null ? 'ab' : note\"")]
    [InlineData("code: \"not (note == null or count > 1) ? note : 'ab'\"")]
    [InlineData("code: \"has(input.text) and count > 1 ? input.text : code\"")]
    [InlineData("large: large + 1")]
    [InlineData("total: net + twice")]
    [InlineData("secret: note")]
    [InlineData("size: \"count > 1 ? 'big' : count > 0 ? input.size : 'small'\"")]
    [InlineData("due: \"count > 1 ? '2026-01-31' : null\"")]
    [InlineData("total: \"count > 1 ? 1.5 : count\"")]
    public void A_field_may_be_set_to(string set) => Assert.Empty(Contracts.Codes(With(Setting(set))));

    [Theory]
    [InlineData("count: total", "LTL3083", "decimal(12,2) can't be kept as int.", "a whole number is made of whole numbers")]
    [InlineData("total: rate", "LTL3083", "double can't be kept as decimal(12,2).", "a double is not exact: use a decimal")]
    [InlineData("count: 'x'", "LTL3083", "'order' has no field 'x'.", null)]
    [InlineData("count: \"'1'\"", "LTL3083", "text can't be kept as int.", null)]
    [InlineData("mail: note", "LTL3083", "text can't be kept as email.", "make it one of type email")]
    [InlineData("size: status", "LTL3083", null, null)]
    [InlineData("size: \"'huge'\"", "LTL3083", "'huge' is not one of the names.", null)]
    [InlineData("note: tags", "LTL3083", null, null)]
    [InlineData("size: \"count > 1 ? 'big' : 'huge'\"", "LTL3083", "'huge' is not one of the names.", null)]
    [InlineData("due: \"count > 1 ? '2026-01-31' : 1\"", "LTL3083", null, null)]
    [InlineData("note: input.nothing", "LTL3083", "The action is given no 'nothing'.", null)]
    [InlineData("note: input", "LTL3083", "'input' is all that the action is given, not a value.", "name one: input.size")]
    [InlineData("note: input.text.x", "LTL3083", "'text' is a value, and has no fields.", "end the path here")]
    [InlineData("total: -1", "LTL3083", "`-1.00` is less than the field allows.", null)]
    [InlineData("code: \"'abcde'\"", "LTL3083", null, null)]
    [InlineData("count: 3000000000", "LTL3083", "`3000000000` does not fit into `int`.", null)]
    [InlineData("count: null", "LTL3084", "`null` may be null, and `count` may not.", null)]
    [InlineData("code: note", "LTL3084", "`note` may be null, and `code` may not.", "write `has(note) ? note : …`, or let `code` be null with `?`")]
    [InlineData("code: input.text", "LTL3084", "`input.text` may be null, and `code` may not.", null)]
    [InlineData("code: \"note == null ? note : 'ab'\"", "LTL3084", null, null)]
    [InlineData("note: customer.name", "LTL3085", "`customer` leads to other rows.", null)]
    [InlineData("count: count(lines)", "LTL3085", "`lines` leads to other rows.", null)]
    [InlineData("large: sum", "LTL3085", "`sum` is computed from other rows.", null)]
    [InlineData("note: secret", "LTL3085", "`secret` is write-only, and not even an action reads it.", null)]
    [InlineData("status: \"'paid'\"", "LTL3082", "`status` can't be set: it is the state.", "say where the action leads with `to:`")]
    [InlineData("id: input.key", "LTL3082", "`id` can't be set: it is part of the key, which never changes.", null)]
    [InlineData("version: 1", "LTL3082", "`version` can't be set: the engine keeps it.", null)]
    [InlineData("updatedAt: now()", "LTL3082", "`updatedAt` can't be set: the engine keeps it.", null)]
    [InlineData("net: 1", "LTL3082", "`net` can't be set: it is computed.", null)]
    [InlineData("once: \"'x'\"", "LTL3082", "`once` can't be set: it is immutable.", null)]
    [InlineData("customer: input.key", "LTL3003", "`order` has no field `customer`.", "name its key: `customerId`")]
    [InlineData("coutn: 1", "LTL3003", "`order` has no field `coutn`.", "did you mean `count`?")]
    [InlineData("note: input.long", "LTL3087", "`input.long` may be longer than `note`, which takes 20 characters.", "bound it: `long: string(..20)?`")]
    public void A_field_may_not_be_set_to(string set, string code, string? message, string? hint)
    {
        var found = Assert.Single(Contracts.Compile(With(Setting(set))).Diagnostics);
        Assert.Equal(code, found.Code);
        if (message is not null) Assert.Equal(message, found.Message);
        if (hint is not null) Assert.Equal(hint, found.Hint);
    }

    [Theory]
    [InlineData("{ from: [pending] }", "LTL3080")]
    [InlineData("{ input: { a: int } }", "LTL3080")]
    [InlineData("{ to: paid, input: { a: customer } }", "LTL3081")]
    [InlineData("{ to: paid, input: { a: int unique searchable } }", "LTL3081", "LTL3081")]
    [InlineData("{ to: paid, input: { a: { computed: total } } }", "LTL3081")]
    [InlineData("{ to: paid, input: { a: { type: int, column: b, readOnly: true } } }", "LTL3081", "LTL3081")]
    [InlineData("{ to: paid, input: { a: strin } }", "LTL3001")]
    [InlineData("{ to: paid, input: { a: int = x } }", "LTL3010")]
    [InlineData("{ to: paid, input: { a: int, A: int } }", "LTL3004")]
    [InlineData("{ to: paid, input: { _a: int } }", "LTL3004")]
    [InlineData("{ to: paid, input: { abc: int, aBc: int } }", "LTL3007")]
    [InlineData("{ to: paid, input: { a: int >= 3 <= 1 } }", "LTL3013")]
    [InlineData("{ to: gone, from: [paid, paid] }", "LTL3024", "LTL3016")]
    [InlineData("{ to: paid, rules: [total >] }", "LTL3040")]
    [InlineData("{ to: paid, rules: [total] }", "LTL3040")]
    [InlineData("{ to: paid, rules: [1 > 2] }", "LTL3042")]
    [InlineData("{ to: paid, rules: [total > 1, total > 1] }", "LTL3044")]
    [InlineData("{ to: paid, rules: [count(lines) > 0] }", "LTL3085")]
    [InlineData("{ to: paid, rules: [secret == 'x'] }", "LTL3085")]
    [InlineData("{ to: paid, set: {} }", "LTL2004")]
    [InlineData("{ to: paid, set: { count: } }", "LTL2004")]
    [InlineData("{ to: paid, set: { count: [1] } }", "LTL2003")]
    [InlineData("{ set: { count: [1] } }", "LTL2003")]
    [InlineData("{ to: paid, sett: { count: 1 } }", "LTL2001")]
    public void A_mistake_is_told(string action, params string[] codes) => Assert.Equal(codes.Order(StringComparer.Ordinal), Contracts.Codes(With(action)).Order(StringComparer.Ordinal));

    [Fact]
    public void A_mistake_in_an_expression_stands_where_it_is()
    {
        var contract = With("{ input: { carrier: string }, set: { note: \"has(input.carier) ? 'a' + input.carrier : null\" } }");
        var found = Assert.Single(Contracts.Compile(contract).Diagnostics);
        Assert.Equal(contract.Split('\n').First(line => line.Contains("act:", StringComparison.Ordinal)).IndexOf("carier", StringComparison.Ordinal) + 1, found.Column - 2);
        Assert.Equal("did you mean 'carrier'?", found.Hint);
    }

    [Fact]
    public void Without_a_state_an_action_sets_fields_and_names_no_state()
    {
        const string Text = "a:\n  fields:\n    x: int = 0\n  actions:\n    go: { ACTION }";
        Assert.Empty(Contracts.Resource(Text.Replace("ACTION", "set: { x: x + 1 }", StringComparison.Ordinal), "a").Actions.Single().From);
        Assert.Equal(["LTL3025"], Contracts.Codes(Text.Replace("ACTION", "from: [u], set: { x: 1 }", StringComparison.Ordinal)));
        Assert.Equal(["LTL3025"], Contracts.Codes(Text.Replace("ACTION", "to: u", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_relation_called_input_gives_way_and_a_field_of_that_name_does_not()
    {
        var actions = Contracts.Resource("a:\n  fields:\n    input: int = 0\n  actions:\n    go: { input: { n: int }, set: { input: input + input.n } }", "a").Actions;
        Assert.Equal("input = (input + input.n)", actions.Single().Sets.Single().ToString());
    }

    private static string Setting(string set) =>
        $"{{ input: {{ size: \"enum(small, big) = small\", mail: email?, tags: \"string[] = []\", key: uuid, text: string(..4)?, long: string(..30)? }}, set: {{ {set} }} }}";

    private static string With(string action) => Shop.Replace("ACTION", action, StringComparison.Ordinal);

    private static string Print(ResourceAction action) => string.Join(", ", new[] { string.Create(CultureInfo.InvariantCulture, $"{string.Join('|', action.From)} -> {action.To ?? "stays"}") }
        .Concat(action.Input.Fields.Select(field => $"input {field}")).Concat(action.Rules.Select(rule => $"rule {rule.Condition}")).Concat(action.Sets.Select(set => set.ToString())));
}
