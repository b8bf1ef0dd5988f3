using Lintel.Binding;
using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Passes;

/// <summary>A row that is about to be created as an expression sees it, with its parent and its owned children; nothing else is at hand.</summary>
internal sealed class DraftRow(RowDraft draft, DraftRow? parent) : IExpressionRow
{
    private List<(Relation Relation, IReadOnlyList<IExpressionRow> Rows)>? _children;
    private bool? _isWhollySound;
    private int? _count;

    /// <summary>The row.</summary>
    public RowDraft Draft => draft;

    /// <summary>Whether nothing is wrong with the row, nor with any below it.</summary>
    public bool IsWhollySound => _isWhollySound ??= draft.IsSound && draft.Children.TrueForAll(children => Many(children.Relation).All(row => ((DraftRow)row).IsWhollySound));

    /// <summary>How many rows it is with all that it owns.</summary>
    public int Count => _count ??= 1 + draft.Children.Sum(children => Many(children.Relation).Sum(row => ((DraftRow)row).Count));

    /// <summary>The first row above that has no parent.</summary>
    public DraftRow Root => parent?.Root ?? this;

    /// <inheritdoc/>
    public Value Get(Field field) => draft[field];

    /// <inheritdoc/>
    public IExpressionRow? One(Relation relation) => relation.IsToParent ? parent : throw new InvalidOperationException($"'{relation}' is not at hand.");

    /// <inheritdoc/>
    public IReadOnlyList<IExpressionRow> Many(Relation relation)
    {
        if (draft.Children.Find(pair => pair.Relation == relation).Rows is not { Count: > 0 } drafts) return [];
        foreach (var (known, there) in _children ??= [])
        {
            if (known == relation) return there;
        }
        DraftRow[] rows = [.. drafts.Select(child => new DraftRow(child, this))];
        _children.Add((relation, rows));
        return rows;
    }
}
