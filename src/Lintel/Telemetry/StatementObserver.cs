using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Lintel.Binding;

namespace Lintel.Telemetry;

/// <summary>
/// Watches the statements of one connection, one after the other: a span for each where its operation is traced, how long it took for the metrics, and
/// what was slow for whoever asked. A store has one for each of its connections, and tells it when a statement begins and ends.
/// </summary>
public sealed class StatementObserver(DatabaseAddress database)
{
    private static readonly Histogram<double> Duration = LintelTelemetry.Meter.CreateHistogram(
        "db.client.operation.duration", "s", "How long statements took.", null,
        // The bounds that the conventions name, and two below them: SQLite answers in microseconds.
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });

    private TimeProvider? _clock;
    private OperationWatch? _watch;
    private Activity? _parent;
    private Activity? _span;
    private StatementName? _name;
    private string? _collection;
    private BoundOperation? _operation;
    private long _begun;
    private TimeSpan _before;
    private bool _runs;

    /// <summary>Watches what a session runs from now on.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="watch">Who is told how long things took; null: nobody.</param>
    public void Attach(TimeProvider clock, OperationWatch? watch)
    {
        (_clock, _watch) = (clock, watch);
        // What belongs to no operation that is traced is not traced either.
        _parent = Activity.Current is { IsAllDataRequested: true } current && current.Source == LintelTelemetry.Source ? current : null;
    }

    /// <summary>Watches no more. A statement that has not ended has failed.</summary>
    public void Detach()
    {
        if (_runs) Fail(Names.Other);
        (_clock, _watch, _parent) = (null, null, null);
    }

    /// <summary>One more observer of the same session, for a statement that others run beside.</summary>
    public StatementObserver Fork() => new(database) { _clock = _clock, _watch = _watch, _parent = _parent };

    /// <summary>A statement begins.</summary>
    /// <param name="name">Its text and what it does.</param>
    /// <param name="operation">What it is part of; null: a commit.</param>
    /// <param name="collection">The table that it is about, or begins with; null: none.</param>
    public void Begin(StatementName name, BoundOperation? operation, string? collection)
    {
        if (_clock is null) return;
        if (_runs) Fail(Names.Other);
        (_name, _collection, _operation, _before, _runs) = (name, collection, operation, TimeSpan.Zero, true);
        if (_parent is not null) _span = StartSpan(_parent.Context);
        _begun = _clock.GetTimestamp();
    }

    /// <summary>It waits for its reader, whose time is not its own.</summary>
    public void Pause()
    {
        if (_runs) (_before, _begun) = (Elapsed, 0);
    }

    /// <summary>It goes on.</summary>
    public void Resume()
    {
        if (_runs) _begun = _clock!.GetTimestamp();
    }

    /// <summary>It has ended.</summary>
    /// <param name="rows">How many rows it delivered; null: it delivers none.</param>
    /// <param name="batch">How many runs of it, one after the other, this was.</param>
    public void End(long? rows = null, int batch = 1)
    {
        if (!_runs) return;
        if (_span is not null && rows is { } count) _span.SetTag(Names.ReturnedRows, count);
        if (_span is not null && batch > 1) _span.SetTag(Names.BatchSize, batch);
        End(rows, null);
    }

    /// <summary>It has failed.</summary>
    public void Fail(Exception exception)
    {
        if (!_runs) return;
        var state = (exception as DbException ?? exception.InnerException as DbException)?.SqlState;
        if (state is not null) _span?.SetTag(Names.ResponseStatus, state);
        Fail(state ?? (exception is OperationCanceledException ? "canceled" : exception.GetType().Name));
    }

    /// <summary>It has failed, or was refused.</summary>
    /// <param name="type">With what, one word of few (<c>error.type</c>).</param>
    public void Fail(string type)
    {
        if (!_runs) return;
        // What the database said may have values in it, and so is not told.
        _span?.SetTag(Names.ErrorType, type);
        _span?.SetStatus(ActivityStatusCode.Error);
        End(null, type);
    }

    /// <summary>It in few words that do not depend on who asks: <c>SELECT order</c>.</summary>
    private string Summary => _collection is null ? _name!.Verb : $"{_name!.Verb} {_collection}";

    private TimeSpan Elapsed => _begun == 0 ? _before : _before + _clock!.GetElapsedTime(_begun);

    private void End(long? rows, string? error)
    {
        var took = Elapsed;
        _runs = false;
        if (_span is { } span)
        {
            var current = Activity.Current;
            span.Dispose();
            Activity.Current = current;
            _span = null;
        }
        _watch?.Ran(took);
        if (Duration.Enabled) Duration.Record(took.TotalSeconds, Tags(error));
        if (_watch?.SlowStatement is { } limit && took >= limit) _watch.Tell(new SlowStatement(_name!.Text, _operation, took, rows, error));
    }

    private Activity? StartSpan(ActivityContext parent)
    {
        var current = Activity.Current;
        var span = LintelTelemetry.Source.StartActivity(Summary, ActivityKind.Client, parent);
        // Nothing of ours nests below a statement, and who began it may go on before it ends.
        Activity.Current = current;
        if (span is not { IsAllDataRequested: true }) return span;
        foreach (var (name, value) in Tags(null)) span.SetTag(name, value);
        span.SetTag(Names.QuerySummary, Summary);
        span.SetTag(Names.QueryText, _name!.Text);
        return span;
    }

    private TagList Tags(string? error)
    {
        var tags = new TagList
        {
            { Names.DatabaseSystem, database.System },
            { Names.DatabaseNamespace, database.Namespace },
            { Names.Verb, _name!.Verb },
        };
        if (_collection is not null) tags.Add(Names.Collection, _collection);
        if (database.Server is not null) tags.Add(Names.ServerAddress, database.Server);
        if (database.Port is { } port) tags.Add(Names.ServerPort, port);
        if (error is not null) tags.Add(Names.ErrorType, error);
        return tags;
    }
}
