using Lintel.Model;

namespace Lintel.Sql.Dialect;

/// <summary>How a statement gets the keys of all parent rows at once, as a table to be joined with what belongs to each.</summary>
public abstract class ParentKeys
{
    /// <summary>The table.</summary>
    /// <param name="types">The types of the fields that make a key.</param>
    /// <param name="keys">Gives the placeholder of the keys' values: of all fields as place 0, or of each field at its place.</param>
    public abstract string Table(IReadOnlyList<FieldType> types, Func<int, FieldType, string> keys);

    /// <summary>The place of a parent in that table; whether from 0 or 1 the store knows.</summary>
    public abstract string Place { get; }

    /// <summary>One field of a parent's key in that table.</summary>
    /// <param name="part">Which of the fields.</param>
    /// <param name="parts">How many there are.</param>
    /// <param name="type">Its type.</param>
    public abstract string Key(int part, int parts, FieldType type);
}
