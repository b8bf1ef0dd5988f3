using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Tests.Contract;

namespace Lintel.Tests.Binding;

/// <summary>Which pages are asked for, and how they differ.</summary>
public sealed class PageTests
{
    private static readonly Binder Binder = new(
        Contracts.Model("""
            lintel: 1
            service: shop
            resources:
              order:
                key: int
                fields: { total: int }
              line:
                partOf: order
                key: int
                fields: { quantity: int }
            """), TimeProvider.System);

    [Theory]
    [InlineData(false, false, false, "limit 3", "limit 3")]
    [InlineData(true, false, false, "last limit 3", "limit 3 last")]
    [InlineData(false, true, false, "limit 3 after C", "limit 3 after (7)")]
    [InlineData(true, true, false, "last limit 3 after C", "limit 3 last after (7)")]
    [InlineData(false, false, true, "first limit 3 before C", "limit 3 first before (7)")]
    [InlineData(true, false, true, "limit 3 before C", "limit 3 before (7)")]
    [InlineData(false, true, true, "limit 3 after C before C", "limit 3 after (7) before (7)")]
    [InlineData(true, true, true, "last limit 3 after C before C", "limit 3 last after (7) before (7)")]
    public void A_page_has_a_direction_and_two_ends(bool backward, bool after, bool before, string said, string printed)
    {
        var cursor = Cursor();
        var page = new PageRequest { Limit = 3, Backward = backward, After = after ? cursor : null, Before = before ? cursor : null };
        Assert.Equal($"read order {said}", Read("order", page).ToString().Replace(cursor, "C", StringComparison.Ordinal));
        Assert.Contains($"  {printed}\n", Bound(page).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_page_but_for_its_values_has_a_plan_of_its_own()
    {
        var cursor = Cursor();
        var pages = from backward in new[] { false, true } from after in new[] { null, cursor } from before in new[] { null, cursor } select new PageRequest { Backward = backward, After = after, Before = before };
        Assert.Equal(8, pages.Select(page => string.Join(' ', Shaped(Bound(page)))).Distinct().Count());
    }

    [Fact]
    public void Owned_children_come_whole_unless_a_page_is_asked_for()
    {
        Assert.Null(Page(new()));
        Assert.Null(Page(new() { Count = CountMode.Exact }));
        Assert.Equal((2, false), Page(new() { Limit = 2 }));
        Assert.Equal((20, true), Page(new() { Backward = true }));
        Assert.Equal((20, false), Page(new() { After = Cursor("line") }));
        Assert.Equal((20, false), Page(new() { Before = Cursor("line") }));

        static (int, bool)? Page(PageRequest page)
        {
            Assert.Null(Binder.BindRead(new() { Resource = "order", Selection = new() { Names = [new("lines", "", new() { Page = page })] } }, out var bound));
            return bound!.Selection.Includes[0].Selection.Page is { } lines ? (lines.Limit, lines.Backward) : null;
        }
    }

    [Fact]
    public void What_is_wrong_is_told_where_it_was_said()
    {
        var places = new PagePlaces("orders.last", "orders.after", "orders.before");
        var problem = Binder.BindRead(Read("order", new() { Limit = 101, Backward = true, After = "x", Before = Cursor("line"), Places = places }), out _);
        Assert.Equal(
        [
            "invalid-parameter orders.last 'last' is a whole number from 1 to 100.",
            "invalid-cursor orders.after The cursor is damaged, or belongs to a list with another sort order or another search.",
            "invalid-cursor orders.before The cursor is damaged, or belongs to a list with another sort order or another search.",
        ], problem!.Errors.Select(error => $"{error.Code} {error.Pointer} {error.Detail}"));
    }

    private static ReadOperation Read(string resource, PageRequest page) => new() { Resource = resource, Selection = new() { Page = page } };

    private static BoundRead Bound(PageRequest page)
    {
        Assert.Null(Binder.BindRead(Read("order", page), out var bound));
        return bound!;
    }

    private static List<int> Shaped(BoundRead read)
    {
        var shape = new List<int>();
        Shape.Write(read, shape);
        return shape;
    }

    // Of the row with the key 7.
    private static string Cursor(string resource = "order")
    {
        Assert.Null(Binder.BindRead(Read(resource, new()), out var bound));
        var row = new Cell[bound!.Selection.Columns.Count];
        Array.Fill(row, Cell.Of(7));
        return Lintel.Binding.Cursor.Encode(bound.Selection, row, []);
    }
}
