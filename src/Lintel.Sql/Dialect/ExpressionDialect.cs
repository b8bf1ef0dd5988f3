using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Sql.Dialect;

/// <summary>An operand in SQL.</summary>
/// <param name="Text">Its text, which binds as tightly as parentheses.</param>
/// <param name="Type">Its type, whose column form the text gives.</param>
/// <param name="IsColumn">Whether it is a bare column, with the column's collation.</param>
public readonly record struct SqlOperand(string Text, FieldType Type, bool IsColumn);

/// <summary>
/// What databases compute differently. Each text names each operand once, or nested expressions would double with every level; each gives
/// null where docs/expressions.md says so, and never raises.
/// </summary>
public abstract class ExpressionDialect
{
    /// <summary>A null of a type.</summary>
    public abstract string Null(FieldType type);

    /// <summary>
    /// The values of a column that is kept in a form of its own (<see cref="FieldType.Kept"/>) in the form of the engine's columns; null where the type can't
    /// hold one. Default: as they are.
    /// </summary>
    public virtual string Held(string column, FieldType type) => column;

    /// <summary>A literal as an operand of its type. Default: in parentheses.</summary>
    public virtual string Typed(string literal, FieldType type) => $"({literal})";

    /// <summary>A computation.</summary>
    /// <param name="op">What is computed.</param>
    /// <param name="left">The first operand.</param>
    /// <param name="right">The second.</param>
    /// <param name="type">The type of the result.</param>
    /// <param name="mayOverflow">Whether there are operands of these types whose result does not fit.</param>
    public abstract string Arithmetic(ArithmeticOperator op, SqlOperand left, SqlOperand right, FieldType type, bool mayOverflow);

    /// <summary>A number in a wider type.</summary>
    public abstract string Cast(SqlOperand operand, FieldType type, bool mayOverflow);

    /// <summary>Two operands in a form in which SQL's own operators compare them as values; a bare column stays one where it can.</summary>
    public abstract (string Left, string Right) Comparable(SqlOperand left, SqlOperand right, bool ordered);

    /// <summary>A computed value in a form in which it can stand for a column of its type, with the column's collation. Default: as it is.</summary>
    public virtual string AsColumn(SqlOperand operand) => operand.Text;

    /// <summary>An operand in a form in which a list can be searched for it.</summary>
    public virtual string Listed(SqlOperand operand) => operand.Text;

    /// <summary>An operand in a form in which rows are ordered by it as values, and by which equal ones are one group.</summary>
    public abstract string Ordered(SqlOperand operand);

    /// <summary>The number of code points of a text, or of elements of an array.</summary>
    public abstract string Size(SqlOperand operand);

    /// <summary>The part of the calendar that a date, a date with a time or an instant lies in, as text; of an instant in UTC.</summary>
    public abstract string Calendar(CalendarUnit unit, SqlOperand time);

    /// <summary>Whether a text begins with another; no index serves it.</summary>
    public abstract string StartsWith(string text, string start);

    /// <summary>Whether a text ends with another.</summary>
    public abstract string EndsWith(string text, string end);

    /// <summary>Whether a pattern is found in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pattern">Gives the pattern: as it was written, or in PostgreSQL's words.</param>
    public abstract string Matches(string text, Func<bool, string> pattern);

    /// <summary>An element as <see cref="SqlDialect.HasElement"/> takes it, as a literal.</summary>
    public abstract string ElementLiteral(FieldType type, Value value);

    /// <summary>A sum, mean, minimum or maximum of all values of a column.</summary>
    public abstract string Aggregate(AggregateFunction function, SqlOperand column, FieldType type);
}
