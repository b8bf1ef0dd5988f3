using System.Globalization;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Sql.Lowering;

namespace Lintel.Sql.Dialect;

/// <summary>
/// What databases write differently. The lowering is one for all; a dialect overrides only these members and repeats nothing.
/// </summary>
public abstract class SqlDialect
{
    /// <summary>How the database computes.</summary>
    public abstract ExpressionDialect Expressions { get; }

    /// <summary>How the database searches.</summary>
    public abstract SearchDialect Search { get; }

    /// <summary>A name, quoted as SQL has it.</summary>
    public virtual string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A table, with its schema where the contract names one.</summary>
    public string Table(Entity entity) => Table(entity.Schema, entity.Table);

    /// <inheritdoc cref="Table(Entity)"/>
    public string Table(string? schema, string table) => schema is null ? Identifier(table) : $"{Identifier(schema)}.{Identifier(table)}";

    /// <summary>Text as a literal.</summary>
    public virtual string TextLiteral(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A placeholder; the first is number 1.</summary>
    public abstract string Placeholder(int number, SqlParameter parameter);

    /// <summary>
    /// A value that the planner shall not see, so that one plan is made for all values and kept. Default: the placeholder, where plans are
    /// made without values anyway.
    /// </summary>
    public virtual string Unseen(string placeholder) => placeholder;

    /// <summary>A row of such values, to compare another with.</summary>
    public virtual string UnseenRow(IEnumerable<string> placeholders) => $"({string.Join(", ", placeholders)})";

    /// <summary>
    /// A column in a form in which SQL's own operators compare and order its values as what they are, be it in the form in which a database that is not
    /// ours keeps them (<see cref="FieldType.Kept"/>). Default: as it is.
    /// </summary>
    public virtual string Column(string column, FieldType type) => column;

    /// <summary>What is delivered of a column, or of an expression that gives its values, of a database that is not ours. Default: as it is.</summary>
    public virtual string Output(string expression, FieldType type) => expression;

    /// <summary>A text column whose characters are compared one by one, be its collation what it may. Default: as it is.</summary>
    public virtual string PlainText(string expression, FieldType type) => expression;

    /// <summary>The type of a column, with its collation.</summary>
    public abstract string TypeName(FieldType type);

    /// <summary>
    /// What the type of a column does not tell of how its values are kept, such as the scale of a decimal in an integer; null: it tells all.
    /// Kept in the schema as a comment, so that values are never read in another meaning than they were written in.
    /// </summary>
    public virtual string? StorageNote(FieldType type) => null;

    /// <summary>
    /// The statement that notes of a column in the schema what the engine keeps in it. Default: null, since the note stands behind the column as
    /// a comment.
    /// </summary>
    public virtual string? NoteStatement(string table, string column, string note) => null;

    /// <summary>What a function gives, in the form in which a column of that type holds its values. Default: as it is.</summary>
    public virtual string Held(string expression, FieldType type) => expression;

    /// <summary>A value that is not null as a literal of a column of that type.</summary>
    public virtual string Literal(FieldType type, Value value) => value.Kind switch
    {
        ValueKind.Integer => value.AsInteger.ToString(CultureInfo.InvariantCulture),
        ValueKind.Text => TextLiteral(value.AsText),
        ValueKind.Uuid => TextLiteral(value.AsUuid.ToString()),
        ValueKind.Double => Double(value.AsDouble),
        ValueKind.Null => "NULL",
        ValueKind.Bool or ValueKind.Bytes or ValueKind.List => throw new NotSupportedException($"{value.Kind} literals are the dialect's own."),
    };

    /// <summary>Whether an expression is, or is not, one of a list that one placeholder holds.</summary>
    public abstract string InList(string expression, string list, FieldType type, bool negated);

    /// <summary>Whether text has a part.</summary>
    public abstract string Contains(string expression, string part);

    /// <summary>Whether text begins so; an index on the expression serves it.</summary>
    public abstract string StartsWith(string expression, string start);

    /// <summary>Whether text ends so.</summary>
    public abstract string EndsWith(string expression, string end);

    /// <summary>Whether an array column has an element.</summary>
    public abstract string HasElement(string expression, string element);

    /// <summary>A term of an order, in which null is the least value.</summary>
    public abstract string OrderTerm(string expression, bool descending, bool nullable);

    /// <summary>A condition besides an equality that lets an index serve it which ignores the case of letters.</summary>
    public abstract string EqualIgnoringCase(string expression, string value);

    /// <summary>What stands behind the columns of an insert. Default: the values of one row, for which the statement runs.</summary>
    /// <param name="values">The values, which may name placeholders.</param>
    /// <param name="parameters">All placeholders of the statement.</param>
    /// <param name="lists">The numbers of those that hold a value for each row.</param>
    public virtual string InsertSource(IReadOnlyList<string> values, IReadOnlyList<SqlParameter> parameters, IReadOnlyList<int> lists) => $"VALUES ({string.Join(", ", values)})";

    /// <summary>The value of an identity column of rows of which some give none. Default: the placeholder, since null asks for the next number.</summary>
    public virtual string IdentityValue(Entity entity, Column column, string placeholder) => placeholder;

    /// <summary>What stands behind an insert whose keys the database makes. Default: nothing, where it tells them in another way.</summary>
    public virtual string ReturningClause(Column identity) => "";

    /// <summary>What stands behind a statement whose rows are locked until the transaction ends; empty where a transaction locks all.</summary>
    public virtual string LockClause(string alias, RowLock against) => "";

    /// <summary>What stands behind the parentheses of a table.</summary>
    public virtual string TableOptions(Entity entity) => "";

    /// <summary>Whether a table may refer to one that is made later. Default: false.</summary>
    public virtual bool RefersAhead => false;

    /// <summary>Whether the type of an identity column makes it the primary key, so that no other clause may say so.</summary>
    public virtual bool IdentityIsKey => false;

    /// <summary>What stands behind the type of an identity column.</summary>
    public abstract string IdentityClause { get; }

    /// <summary>How a generated column is kept that is added to a table which is there. Default: as in a new one.</summary>
    public virtual string AddedGeneration => "STORED";

    /// <summary>A condition that the type's storage form asks for and its column type does not keep; null: none.</summary>
    public virtual string? TypeCheck(string column, FieldType type) => null;

    /// <summary>What stands before the columns of a row in a rule that its table keeps. Default: nothing, as in a CHECK.</summary>
    public virtual string RuleRow => "";

    /// <summary>What makes a table keep a rule.</summary>
    /// <param name="table">The table.</param>
    /// <param name="name">The rule's name in the database, no longer than 63 characters.</param>
    /// <param name="condition">The condition, true or false for each row.</param>
    public abstract IEnumerable<KeptRule> KeepRule(string table, string name, string condition);

    /// <summary>The statement by which a table forgets a rule.</summary>
    public abstract string DropRule(string table, string name);

    /// <summary>One column of an index.</summary>
    public virtual string IndexTerm(string column, bool descending, bool ignoreCase, bool nullable) => descending ? column + " DESC" : column;

    private static string Double(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }
}
