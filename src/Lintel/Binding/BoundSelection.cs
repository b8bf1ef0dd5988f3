using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>
/// A selection with every name resolved. It has no values: those are parameters of the operation, named by slots, so that
/// two requests of one shape share one plan.
/// </summary>
public sealed class BoundSelection
{
    /// <summary>The resource whose rows are selected.</summary>
    public required Resource Resource { get; init; }

    /// <summary>What the store delivers of each row, in this order: the fields that are shown, then what else is needed.</summary>
    public required IReadOnlyList<BoundPath> Columns { get; init; }

    /// <summary>How many of <see cref="Columns"/>, from the first, are shown; each is a field of the resource itself.</summary>
    public required int Shown { get; init; }

    /// <summary>
    /// The actions that are shown where the state of a row allows them; null: none are asked for. The state, where there is one, is shown too or stands right behind what is, and
    /// behind it whether the caller may do what. Default: null.
    /// </summary>
    public IReadOnlyList<OfferedAction>? Actions { get; init; }

    /// <summary>How many of <see cref="Columns"/>, from the first, are needed to show a row.</summary>
    public int Needed
    {
        get
        {
            var needed = Shown;
            if (Actions is not null && Resource.State is { } state) needed = Math.Max(needed, Place(state) + 1);
            foreach (var action in Actions ?? []) needed = Math.Max(needed, action.Column + 1);
            return needed;
        }
    }

    /// <summary>The relations that come along, in the order in which each, by its name and alias, was first named.</summary>
    public required IReadOnlyList<BoundInclude> Includes { get; init; }

    /// <summary>Which rows; null: all.</summary>
    public BoundFilter? Filter { get; init; }

    /// <summary>The order, which ends with the key or holds what is unique without it, and is therefore total. Empty where at most one row can come.</summary>
    public required IReadOnlyList<BoundOrder> Order { get; init; }

    /// <summary>Which part of the rows; null: all of them (a single row, owned children of which no page was asked for, or a list that is streamed).</summary>
    public BoundPage? Page { get; init; }

    /// <summary>Whether cursors are made of the rows, though they are no page: what they are ordered by is then needed. Default: false.</summary>
    public bool MakesCursors { get; init; }

    /// <summary>The places in <see cref="Columns"/> that an entity tag is made of: the version, or every field. Empty where none is wanted.</summary>
    public IReadOnlyList<int> TagColumns { get; init; } = [];

    /// <summary>The place of a field of the resource itself among <see cref="Columns"/>.</summary>
    /// <exception cref="InvalidOperationException">It is not among them.</exception>
    public int Place(Field field)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Hops.Count == 0 && Columns[i].Field == field) return i;
        }
        throw new InvalidOperationException($"The columns of '{Resource}' lack '{field.Name}'.");
    }
}

/// <summary>An action that the caller may do with rows.</summary>
/// <param name="Action">The action.</param>
/// <param name="Column">The place in <see cref="BoundSelection.Columns"/> of whether they may with the row at hand; -1: they may with any.</param>
public sealed record OfferedAction(ResourceAction Action, int Column)
{
    /// <summary>Whether it can be done with a row.</summary>
    /// <param name="state">The state of the row; null: it has none.</param>
    /// <param name="cells">The row.</param>
    public bool IsFor(string? state, ReadOnlySpan<Cell> cells) => Action.IsAllowedIn(state) && (Column < 0 || cells[Column] is { IsNull: false, Integer: not 0 });
}

/// <summary>A field of the selected resource, or of one that relations lead to.</summary>
/// <param name="Hops">The relations on the way; empty for a field of the resource itself.</param>
/// <param name="Field">The field.</param>
public sealed record BoundPath(IReadOnlyList<Relation> Hops, Field Field)
{
    /// <summary>Whether a value may be absent: the field is nullable, or a reference on the way is.</summary>
    public bool Nullable => Field.Nullable || Hops.Any(hop => hop.IsOptional || !hop.IsToOne);

    /// <summary>Whether all relations on the way lead to at most one row.</summary>
    public bool IsSingle => Hops.All(hop => hop.IsToOne);

    /// <inheritdoc/>
    public override string ToString() => string.Concat(Hops.Select(hop => hop.Name + ".")) + Field.Name;
}

/// <summary>A relation that comes along.</summary>
/// <param name="Relation">The relation.</param>
/// <param name="Selection">What of its rows. The matched fields of both sides are among the columns of both selections.</param>
/// <param name="Alias">What it is called in the answer; null: the relation's name. No part of the shape.</param>
public sealed record BoundInclude(Relation Relation, BoundSelection Selection, string? Alias = null);

/// <summary>One term of an order.</summary>
/// <param name="Path">What is ordered by; leads to one value for each row.</param>
/// <param name="Descending">Whether the greatest comes first; null is the least.</param>
/// <param name="Column">The place of the value in <see cref="BoundSelection.Columns"/>.</param>
public sealed record BoundOrder(BoundPath Path, bool Descending, int Column);

/// <summary>Which part of a list. The store delivers one row more than the limit where there is one, so that its caller knows of it.</summary>
public sealed record BoundPage
{
    /// <summary>
    /// The most rows that are shown, from 1; the store delivers up to one row more. Of an included relation: for each parent row.
    /// Part of the shape: a planner that does not know it takes it for a share of the table, or plans anew for each request.
    /// </summary>
    public required int Limit { get; init; }

    /// <summary>
    /// Whether the rows are the last ones, or those before the cursor: the store then reads, and delivers, in reverse order, nearest to the end or
    /// the cursor first.
    /// </summary>
    public bool Backward { get; init; }

    /// <summary>The slots of the cursor behind which it is read, one for each term of the order; empty: from the start, or backward from the end.</summary>
    public IReadOnlyList<CursorSlot> Cursor { get; init; } = [];

    /// <summary>The slots of the cursor before which reading ends, one for each term of the order; empty: it goes as far as the limit.</summary>
    public IReadOnlyList<CursorSlot> End { get; init; } = [];

    /// <summary>Whether all rows are counted.</summary>
    public CountMode Count { get; init; }

    /// <summary>Whether a row more than the limit is delivered where there is one. Default: true; a list that is streamed has no next page to tell of.</summary>
    public bool LooksAhead { get; init; } = true;
}

/// <summary>One value of a cursor.</summary>
/// <param name="Slot">Its parameter.</param>
/// <param name="IsNull">Whether it is null; part of the shape, since SQL writes it in another way.</param>
public readonly record struct CursorSlot(int Slot, bool IsNull);
