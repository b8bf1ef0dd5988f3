using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Sql.Dialect;

/// <summary>How SQL that runs without a request of ours is told who asks: by what their session says.</summary>
public abstract class SessionCaller
{
    /// <summary>The time at which they ask, as a timestamp.</summary>
    public abstract string Now { get; }

    /// <summary>Whether what is told of callers can be read as values of a type.</summary>
    public abstract bool Reads(FieldType type);

    /// <summary>One value, of the type that it is compared with; null where it is lacking, or can't be read as one.</summary>
    public abstract string Value(CallerExpression part);

    /// <summary>All values, of the type that is looked for among them, as an array without nulls.</summary>
    public abstract string List(CallerExpression part);
}
