using Lintel.Binding;
using Lintel.Model;
using Lintel.Search;
using Lintel.Sql.Lowering;
using Npgsql;
using NpgsqlTypes;

namespace Lintel.Postgres.Native;

/// <summary>A statement that the server has parsed, with typed parameters that are filled anew for each run.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private static readonly FieldType PlainText = FieldType.Of(ScalarKind.Text);

    private readonly NpgsqlParameter[] _values;
    private readonly NpgsqlParameter?[] _nulls;
    private readonly ArrayText?[] _texts;

    public PreparedStatement(NpgsqlConnection connection, SqlStatement statement)
    {
        Source = statement;
        Command = new NpgsqlCommand(statement.Text, connection);
        _values = new NpgsqlParameter[statement.Parameters.Count];
        _nulls = new NpgsqlParameter?[_values.Length];
        _texts = new ArrayText?[_values.Length];
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = Create(statement.Parameters[i]);
            Command.Parameters.Add(_values[i]);
        }
    }

    public SqlStatement Source { get; }

    public NpgsqlCommand Command { get; }

    /// <summary>When it was used last, in uses of its connection.</summary>
    public long Used { get; set; }

    /// <summary>Binds what does not change from row to row.</summary>
    public void Bind(Value[] parameters)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            var source = Source.Parameters[i];
            switch (source.Source)
            {
                case ParameterSource.Slot or ParameterSource.Element: Bind(i, source.Type, parameters[source.Index]); break;
                case ParameterSource.Argument: Bind(i, PlainText, parameters[source.Index] is { IsNull: false } argument ? Value.Of(ArrayText.Of(source.Type, argument)) : Value.Null); break;
                case ParameterSource.FirstRow: Bind(i, source.Type, parameters[source.Index].AsList[0]); break;
                case ParameterSource.List: Text(i).List(source.Type, parameters[source.Index].AsList); break;
                case ParameterSource.SearchQuery: Text(i).List(source.Type, PostgresSearch.Words(SearchTerms.Of(parameters[source.Index]))); break;
                case ParameterSource.SearchPhrases: Text(i).List(source.Type, PostgresSearch.Phrases(SearchTerms.Of(parameters[source.Index]))); break;
                case ParameterSource.SearchMistyped: Text(i).List(source.Type, PostgresSearch.Mistyped(SearchTerms.Of(parameters[source.Index]))); break;
                case ParameterSource.SearchedWords: Text(i).List(source.Type, [.. SearchRelevance.Words(SearchTerms.Of(parameters[source.Index])).Select(Value.Of)]); break;
                case ParameterSource.ParentKeys or ParameterSource.Parent or ParameterSource.RowSlot: break;
            }
            BindText(i);
        }
    }

    /// <summary>The text of a list that a placeholder stands for, to be written before the statement runs.</summary>
    public ArrayText Text(int parameter) => _texts[parameter] ??= new ArrayText();

    /// <summary>Takes what was written to the texts.</summary>
    public void BindText(int parameter)
    {
        if (_texts[parameter] is { } text) ((NpgsqlParameter<ReadOnlyMemory<byte>>)_values[parameter]).TypedValue = text.Written;
    }

    /// <summary>Has the server end the run, whose rows the driver would otherwise take to the last one before the connection is free.</summary>
    public void StopSending() => Command.Cancel();

    /// <inheritdoc/>
    public void Dispose() => Command.Dispose();

    private void Bind(int i, FieldType type, Value value)
    {
        var parameter = value.IsNull ? _nulls[i] ??= new NpgsqlParameter { NpgsqlDbType = _values[i].NpgsqlDbType, Value = DBNull.Value } : _values[i];
        if (!ReferenceEquals(Command.Parameters[i], parameter)) Command.Parameters[i] = parameter;
        if (value.IsNull) return;
        switch (parameter)
        {
            case NpgsqlParameter<ReadOnlyMemory<byte>> when value.Kind == ValueKind.Text: Text(i).Whole(value.AsText); break;
            case NpgsqlParameter<ReadOnlyMemory<byte>>: Text(i).List(type.Element, value.AsList); break;
            case NpgsqlParameter<string> text: text.TypedValue = value.Kind == ValueKind.Text ? value.AsText : ArrayText.Of(type, value); break;
            case NpgsqlParameter<Guid> uuid: uuid.TypedValue = value.AsUuid; break;
            case NpgsqlParameter<bool> truth: truth.TypedValue = value.AsBool; break;
            case NpgsqlParameter<double> number: number.TypedValue = value.AsDouble; break;
            case NpgsqlParameter<byte[]> bytes: bytes.TypedValue = value.AsBytes; break;
            case NpgsqlParameter<decimal> number: number.TypedValue = Decimal(value.AsInteger, type.Scale); break;
            case NpgsqlParameter<NpgsqlInterval> interval: interval.TypedValue = new NpgsqlInterval(0, 0, value.AsInteger); break;
            case NpgsqlParameter<int> number: number.TypedValue = checked((int)(value.AsInteger - (type.Kind == ScalarKind.Date ? Clock.Days : 0))); break;
            case NpgsqlParameter<long> number:
                number.TypedValue = value.AsInteger - (type.Kind is ScalarKind.DateTime or ScalarKind.Timestamp ? Clock.Micros : 0);
                break;
        }
    }

    private static decimal Decimal(long scaled, int scale)
    {
        var digits = (ulong)(scaled < 0 ? -(Int128)scaled : scaled);
        return new decimal((int)digits, (int)(digits >> 32), 0, scaled < 0, (byte)scale);
    }

    private static NpgsqlParameter Create(SqlParameter parameter)
    {
        var type = parameter.Source == ParameterSource.Argument ? PlainText : parameter.Type;
        var isText = parameter.Source is ParameterSource.List or ParameterSource.SearchQuery or ParameterSource.SearchPhrases or ParameterSource.SearchMistyped or ParameterSource.SearchedWords or ParameterSource.ParentKeys or ParameterSource.Parent or ParameterSource.RowSlot || type.IsArray;
        if (isText) return new NpgsqlParameter<ReadOnlyMemory<byte>> { NpgsqlDbType = NpgsqlDbType.Text };
        if (NativeForms.SentAsText(type)) return new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text };
        return type.Kind switch
        {
            ScalarKind.Int => new NpgsqlParameter<int> { NpgsqlDbType = NpgsqlDbType.Integer },
            ScalarKind.Long => new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint },
            ScalarKind.Decimal => type.IsScaledInteger
                ? new NpgsqlParameter<decimal> { NpgsqlDbType = NpgsqlDbType.Numeric }
                : new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text },
            ScalarKind.Double => new NpgsqlParameter<double> { NpgsqlDbType = NpgsqlDbType.Double },
            ScalarKind.Bool => new NpgsqlParameter<bool> { NpgsqlDbType = NpgsqlDbType.Boolean },
            ScalarKind.Date => new NpgsqlParameter<int> { NpgsqlDbType = NpgsqlDbType.Date },
            ScalarKind.Time => new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Time },
            ScalarKind.DateTime => new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Timestamp },
            ScalarKind.Timestamp => new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.TimestampTz },
            ScalarKind.Duration => new NpgsqlParameter<NpgsqlInterval> { NpgsqlDbType = NpgsqlDbType.Interval },
            ScalarKind.Uuid => new NpgsqlParameter<Guid> { NpgsqlDbType = NpgsqlDbType.Uuid },
            ScalarKind.Json => new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Json },
            ScalarKind.Bytes => new NpgsqlParameter<byte[]> { NpgsqlDbType = NpgsqlDbType.Bytea },
            ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url or ScalarKind.Enum or ScalarKind.Native =>
                new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text },
        };
    }
}
