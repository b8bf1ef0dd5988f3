using Lintel.Model;
using Lintel.Telemetry;

namespace Lintel.Sql.Lowering;

/// <summary>One statement: its text, what its placeholders stand for, and what it delivers. Immutable; its identity is the key of statement caches.</summary>
/// <param name="Text">The text.</param>
/// <param name="Parameters">What the placeholders stand for; the first is number 1.</param>
/// <param name="Columns">The types of the columns that it delivers.</param>
public sealed record SqlStatement(string Text, IReadOnlyList<SqlParameter> Parameters, IReadOnlyList<FieldType> Columns)
{
    private StatementName? _name;

    /// <summary>What is told of it.</summary>
    public StatementName Name => _name ??= StatementName.Of(Text);

    /// <inheritdoc/>
    public bool Equals(SqlStatement? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>Where the value of a placeholder comes from.</summary>
public enum ParameterSource
{
    /// <summary>The parameter in the slot.</summary>
    Slot,

    /// <summary>The list in the slot, to be compared with: its elements in the form in which columns hold them.</summary>
    List,

    /// <summary>The argument of a function in the slot, as the text of its type.</summary>
    Argument,

    /// <summary>The element in the slot, in the form in which an array column holds it.</summary>
    Element,

    /// <summary>What the terms of a search in the slot are in the database's own words.</summary>
    SearchQuery,

    /// <summary>Those terms of a search in the slot that have several words.</summary>
    SearchPhrases,

    /// <summary>What may be mistyped of the search in the slot, in the database's own words.</summary>
    SearchMistyped,

    /// <summary>The words that count for the relevance of the search in the slot.</summary>
    SearchedWords,

    /// <summary>The keys of all parent rows, in the order of the relation's source fields.</summary>
    ParentKeys,

    /// <summary>A field of the parent row of an insert, by its place among the matched fields of the relation.</summary>
    Parent,

    /// <summary>The value for the row in the slot's list.</summary>
    RowSlot,

    /// <summary>The first value in the slot's list, of an insert of one row.</summary>
    FirstRow,
}

/// <summary>What a placeholder stands for.</summary>
/// <param name="Source">Where its value comes from.</param>
/// <param name="Index">The slot, or the place.</param>
/// <param name="Type">The type of the value; of a list: that of its elements.</param>
public readonly record struct SqlParameter(ParameterSource Source, int Index, FieldType Type);
