using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>The placeholders of a statement while it is made. The same value gets the same placeholder.</summary>
/// <param name="dialect">The dialect.</param>
/// <param name="nowSlot">The slot of the time of the request; -1: the statement runs without a request.</param>
/// <param name="session">What tells the time and who asks where there is no request; null: nothing does.</param>
internal sealed class ParameterList(SqlDialect dialect, int nowSlot = -1, SessionCaller? session = null)
{
    private static readonly FieldType Timestamp = FieldType.Of(ScalarKind.Timestamp);

    private readonly List<SqlParameter> _parameters = [];
    private readonly bool _isUnseen;

    private ParameterList(ParameterList seen, SqlDialect dialect, int nowSlot, SessionCaller? session)
        : this(dialect, nowSlot, session) => (_parameters, _isUnseen) = (seen._parameters, true);

    /// <summary>Placeholders of the same statement, for values that the planner shall not see.</summary>
    public ParameterList Unseen => new(this, dialect, nowSlot, session);

    /// <summary>Whether the statement finds one row by its key, by one plan whatever the values are. Default: no.</summary>
    public bool FindsOne { get; init; }

    /// <summary>What the placeholders stand for so far.</summary>
    public IReadOnlyList<SqlParameter> Parameters => _parameters;

    /// <summary>The placeholder of the time of the request, as a column of that type holds it. Default: as the engine's own do.</summary>
    public string Now(FieldType? type = null) => session is not null ? session.Now
        : nowSlot >= 0 ? Add(ParameterSource.Slot, nowSlot, type ?? Timestamp)
        : throw new NotSupportedException("now() has no value here: the operation needs a slot for it.");

    /// <summary>What tells who asks; requests have put that into their expressions already.</summary>
    public SessionCaller Caller => session ?? throw new NotSupportedException("Nobody asks here.");

    /// <summary>The placeholder of a value that the planner shall not see.</summary>
    public string AddUnseen(ParameterSource source, int index, FieldType type) => dialect.Unseen(Add(source, index, type));

    /// <summary>The placeholder of a value.</summary>
    public string Add(ParameterSource source, int index, FieldType type)
    {
        var parameter = new SqlParameter(source, index, type);
        var place = _parameters.IndexOf(parameter);
        if (place < 0)
        {
            place = _parameters.Count;
            _parameters.Add(parameter);
        }
        var placeholder = dialect.Placeholder(place + 1, parameter);
        return _isUnseen && source == ParameterSource.Slot ? dialect.Unseen(placeholder) : placeholder;
    }
}
