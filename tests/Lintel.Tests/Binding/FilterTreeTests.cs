using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Tests.Contract;

namespace Lintel.Tests.Binding;

/// <summary>Filters as trees are bound to what the same conditions and the same text are bound to, and refused where they are too large or wrong.</summary>
public sealed class FilterTreeTests
{
    private static readonly ServiceModel Model = Contracts.Model("""
        lintel: 1
        service: shop
        limits: { conditions: 5, filterDepth: 8, filterTerms: 20, in: 3, path: 3 }
        resources:
          order:
            key: int
            fields:
              status: enum(new, paid) = new
              total: decimal(12,2)
              number: long?
              score: double?
              placed: timestamp?
              email: email?
              note: text?
              marks: string[]?
              twice: { computed: total * 2 }
              big: { computed: "lines.exists(l, l.quantity > 3)" }
              customer: customer?
              shop: shop
          line:
            partOf: order
            key: int
            fields:
              quantity: int
              product: product
          product:
            key: int
            fields:
              name: string
              parts: product[]
          customer:
            key: int
            softDelete: true
            fields:
              name: string
              home: shop?
          shop:
            key: int
            fields:
              name: string
              boss: customer?
        """);

    private static readonly Binder Binder = new(Model, TimeProvider.System);

    public static TheoryData<FilterTree, string> Texts => new()
    {
        { Any(Is("status", "paid"), Is("total", "5", FilterOperator.Greater)), "status == 'paid' or total > 5" },
        { Any(Is("total", "5", FilterOperator.LessOrEqual), All(Is("number", "7"), All(Is("score", "0.5", FilterOperator.Less), Is("note", "a", FilterOperator.NotEqual)))), "total <= 5 or (number == 7 and score < 0.5 and note != 'a')" },
        { Not(Is("number", "5000000000", FilterOperator.GreaterOrEqual)), "not (number >= 5000000000)" },
        { Not(In("status", "new", "paid")), "not (status in ['new', 'paid'])" },
        { Any(Not(In("total", "1", "2")), Nin("status", "new")), "not (total in [1, 2]) or not (status in ['new'])" },
        { Any(Is("note", "a", FilterOperator.Contains), Is("note", "b", FilterOperator.StartsWith), Is("email", "c", FilterOperator.EndsWith)), "note.contains('a') or note.startsWith('b') or email.endsWith('c')" },
        { Any(Is("marks", "a", FilterOperator.Contains), Null("marks"), NotNull("placed")), "'a' in marks or marks == null or placed != null" },
        { Any(Is("placed", "2026-01-31T10:00:00Z", FilterOperator.Less), Is("email", "a@b.example")), "placed < '2026-01-31T10:00:00Z' or email == 'a@b.example'" },
        { Any(Is("twice", "5", FilterOperator.Greater), Is("big", "true")), "twice > 5 or big == true" },
        { Any(Is("customer.name", "x"), Is("customer", "3")), "customer.name == 'x' or customerId == 3" },
        { Any(Some("customer", Is("name", "x")), Some("customer", Is("home.name", "y"))), "customer.name == 'x' or customer.home.name == 'y'" },
        { Any(Some("customer", Is("name", "x", FilterOperator.NotEqual)), None("customer", Is("name", "x"))), "(customer.id != null and customer.name != 'x') or not (customer.name == 'x')" },
        { Every("customer", Is("name", "x")), "not (customer.id != null) or customer.name == 'x'" },
        { None("customer", null), "not (customer.id != null)" },
        { Some("lines", Is("quantity", "3", FilterOperator.Greater)), "lines.exists(l, l.quantity > 3)" },
        { Every("lines", Any(Is("quantity", "3", FilterOperator.Greater), Some("product", Is("name", "p")))), "lines.all(l, l.quantity > 3 or l.product.name == 'p')" },
        { None("lines", Some("product", Some("parts", Is("name", "p")))), "not lines.exists(l, l.product.parts.exists(p, p.name == 'p'))" },
        { Some("lines", null), "lines.exists(l, true)" },
        { Not(Is("lines.product.name", "p")), "not lines.exists(l, l.product.name == 'p')" },
        { Any(Is("lines.product.parts.name", "p"), Is("number", "1")), "lines.exists(l, l.product.parts.exists(p, p.name == 'p')) or number == 1" },
        { None("shop", null), "not true" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_tree_is_what_the_same_text_is(FilterTree tree, string text) => Assert.Equal(Bound(new() { Filter = new FilterText(text, "") }), Bound(new() { Where = tree }));

    public static TheoryData<FilterTree, Condition[]> Conditions => new()
    {
        { Is("status", "paid"), [Of("status", "paid")] },
        { All(Is("status", "paid"), All(Is("total", "100", FilterOperator.GreaterOrEqual), Null("number")), In("id", "1", "2")), [Of("status", "paid"), Of("total", "100", FilterOperator.GreaterOrEqual), Of("number", null, FilterOperator.IsNull), new("id", FilterOperator.In, [InputValue.Untyped("1"), InputValue.Untyped("2")], "")] },
        { Some("customer", All(Is("name", "x"), Some("home", Is("name", "y")))), [Of("customer.name", "x"), Of("customer.home.name", "y")] },
        { Some("shop", Is("name", "x", FilterOperator.NotEqual)), [Of("shop.name", "x", FilterOperator.NotEqual)] },
        { All(Is("lines.product.name", "x"), Is("marks", "a", FilterOperator.Contains), Is("twice", "3")), [Of("lines.product.name", "x"), Of("marks", "a", FilterOperator.Contains), Of("twice", "3")] },
        { All(), [] },
        { All(All(), Not(Any()), Not(None("shop", null)), Every("lines", null)), [] },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void What_must_all_hold_is_what_the_same_conditions_are(FilterTree tree, Condition[] conditions) => Assert.Equal(Bound(new() { Conditions = conditions }), Bound(new() { Where = tree }));

    [Fact]
    public void Trees_that_differ_in_values_share_a_plan() => Assert.Equal(
        Shaped(Any(Is("total", "5"), All(Is("number", "7"), In("status", "new")), Some("lines", Is("quantity", "1")))),
        Shaped(Any(Is("total", "6.25"), All(Is("number", "8"), In("status", "new", "paid")), Some("lines", Is("quantity", "2")))));

    public static TheoryData<FilterTree, string> Wrong => new()
    {
        { Any(Is("nothing", "1")), "unknown-field here 'order' has no field 'nothing'." },
        { Some("lines", Is("quanity", "1")), "unknown-field here 'line' has no field 'quanity'. Did you mean 'quantity'?" },
        { Some("line", Is("quantity", "1")), "unknown-field there 'order' has no relation 'line'. Did you mean 'lines'?" },
        { All(Is("total", "x"), Any(Is("number", "x"))), "invalid-parameter here 'total' is compared with a number with at most 10 digits before and 2 behind the point.; invalid-parameter here 'number' is compared with a whole number from -9223372036854775808 to 9223372036854775807." },
        { Any(Is("status", "x", FilterOperator.Contains)), "invalid-operator here 'contains' can't be used with enum(new, paid)." },
        { Any(In("id", "1", "2", "3", "4")), "invalid-parameter here A list may have at most 3 values." },
        { All([.. Enumerable.Repeat(Is("id", "1"), 6)]), "invalid-parameter here A filter may have at most 5 conditions." },
        { Not(Not(Not(Not(Not(Not(Not(Not(Is("id", "1"))))))))), "invalid-parameter here A filter may be nested at most 8 levels deep." },
        { All([.. Enumerable.Repeat<FilterTree>(Some("lines", null), 20)]), "invalid-parameter there With the computed fields that it names, a filter may have at most 20 parts." },
        { Any(Is("big", "true"), Is("big", "true"), Is("big", "true"), Is("big", "true")), "invalid-parameter here With the computed fields that it names, a filter may have at most 20 parts." },
        { Some("shop", Some("boss", Some("home", Is("boss.name", "x")))), "invalid-parameter here A path may have at most 3 relations." },
        { Not(Some("shop", Some("boss", Some("home", Some("boss", null))))), "invalid-parameter there A path may have at most 3 relations." },
        { Some("lines", Some("product", Some("parts", Some("parts", Some("parts", Some("parts", null)))))), "invalid-parameter there Relations to many may stand within each other at most 4 deep." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_told_with_its_place(FilterTree tree, string expected)
    {
        var problem = Binder.BindRead(Read(new() { Where = tree }), out _);
        Assert.Equal(expected, string.Join("; ", problem!.Errors.Select(error => $"{error.Code} {error.Pointer} {error.Detail}")));
    }

    [Fact]
    public void A_tree_of_any_depth_is_refused()
    {
        FilterTree tree = Is("id", "1");
        for (var i = 0; i < 200_000; i++) tree = Not(tree);
        Assert.NotNull(Binder.BindRead(Read(new() { Where = tree }), out _));
    }

    [Fact]
    public void Aggregates_and_writes_of_all_that_is_found_take_trees_too()
    {
        var tree = Any(Is("status", "paid"), Is("total", "5"));
        Assert.Null(Binder.BindAggregate(new AggregateOperation { Resource = "order", Measures = [new Measure(MeasureFunction.Count, new AggregateTerm(null, "*", ""))], Selection = new() { Where = tree } }, out var aggregate));
        Assert.Contains("where ((status == ", aggregate!.ToString(), StringComparison.Ordinal);
        Assert.Null(Binder.BindFound(Model.FindResource("order")!, new() { Where = tree }, 10, CallerView.Everything, 0, out var found));
        Assert.Contains("where ((status == ", found!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_is_printed_as_it_was_said() => Assert.Equal(
        "read order where all(id Equal 1, any(not(total IsNull), None lines(quantity In 1 2)), Some customer())",
        Read(new() { Where = All(Is("id", "1"), Any(Not(Null("total")), None("lines", In("quantity", "1", "2"))), Some("customer", null)) }).ToString());

    private static ReadOperation Read(Selection selection) => new() { Resource = "order", Selection = selection };

    private static string Bound(Selection selection)
    {
        var problem = Binder.BindRead(Read(selection), out var bound);
        Assert.True(problem is null, problem?.Detail + string.Join(", ", problem?.Errors.Select(error => $"{error.Pointer} {error.Detail}") ?? []));
        return bound!.ToString();
    }

    private static List<int> Shaped(FilterTree tree)
    {
        Assert.Null(Binder.BindRead(Read(new() { Where = tree }), out var bound));
        var shape = new List<int>();
        Shape.Write(bound!, shape);
        return shape;
    }

    private static AllOfTree All(params FilterTree[] parts) => new(parts);

    private static AnyOfTree Any(params FilterTree[] parts) => new(parts);

    private static NotTree Not(FilterTree part) => new NotTree(part);

    private static RelatedTree Some(string relation, FilterTree? inner) => new(relation, Quantifier.Some, inner, "there");

    private static RelatedTree Every(string relation, FilterTree? inner) => new(relation, Quantifier.Every, inner, "there");

    private static RelatedTree None(string relation, FilterTree? inner) => new(relation, Quantifier.None, inner, "there");

    private static ComparisonTree Is(string path, string value, FilterOperator op = FilterOperator.Equal) => new(Of(path, value, op));

    private static ComparisonTree In(string path, params string[] values) => new(new Condition(path, FilterOperator.In, [.. values.Select(InputValue.Untyped)], "here"));

    private static ComparisonTree Nin(string path, params string[] values) => new(new Condition(path, FilterOperator.NotIn, [.. values.Select(InputValue.Untyped)], "here"));

    private static ComparisonTree Null(string path) => new(Of(path, null, FilterOperator.IsNull));

    private static ComparisonTree NotNull(string path) => new(Of(path, null, FilterOperator.IsNotNull));

    private static Condition Of(string path, string? value, FilterOperator op = FilterOperator.Equal) => new(path, op, value is null ? [] : [InputValue.Untyped(value)], "here");
}
