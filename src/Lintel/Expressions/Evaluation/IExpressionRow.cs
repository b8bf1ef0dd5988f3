using Lintel.Model;

namespace Lintel.Expressions;

/// <summary>A row as an expression sees it in memory.</summary>
public interface IExpressionRow
{
    /// <summary>The value of a field of the row's resource, in the form of the field's type. Computed fields are not asked for: they are evaluated.</summary>
    Value Get(Field field);

    /// <summary>The row that a reference leads to; null: none.</summary>
    IExpressionRow? One(Relation relation);

    /// <summary>The rows that a relation to many leads to.</summary>
    IReadOnlyList<IExpressionRow> Many(Relation relation);
}
