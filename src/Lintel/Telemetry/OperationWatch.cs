using Lintel.Binding;

namespace Lintel.Telemetry;

/// <summary>What a front end learns of the time that a request takes below it. One request at a time uses it.</summary>
public class OperationWatch
{
    private long _engine;
    private long _connecting;
    private long _statements;

    /// <summary>How long the engine had the request.</summary>
    public TimeSpan InEngine => new(Interlocked.Read(ref _engine));

    /// <summary>How much of that it waited for a connection to the database.</summary>
    public TimeSpan Connecting => new(Interlocked.Read(ref _connecting));

    /// <summary>How much of that statements ran, commits among them.</summary>
    public TimeSpan InStatements => new(Interlocked.Read(ref _statements));

    /// <summary>Statements that take this long are told to <see cref="OnSlow"/>; null: none are. Default: none.</summary>
    public TimeSpan? SlowStatement { get; protected init; }

    /// <summary>Told of a statement that took <see cref="SlowStatement"/> or longer, when it has ended. It must not wait.</summary>
    protected virtual void OnSlow(SlowStatement statement)
    {
    }

    internal void Spent(TimeSpan inEngine) => Interlocked.Add(ref _engine, inEngine.Ticks);

    internal void Connected(TimeSpan after) => Interlocked.Add(ref _connecting, after.Ticks);

    internal void Ran(TimeSpan taking) => Interlocked.Add(ref _statements, taking.Ticks);

    internal void Tell(SlowStatement statement) => OnSlow(statement);
}

/// <summary>A statement that took long. No value of its request is in it, unless one looks into the parameters of <paramref name="Operation"/>.</summary>
/// <param name="Text">Its text, with placeholders.</param>
/// <param name="Operation">What it is part of; <see cref="BoundOperation.Outline"/> prints it. Null: a commit.</param>
/// <param name="Duration">How long it took, without the time in which the reader of a whole list kept it waiting.</param>
/// <param name="Rows">How many rows it delivered; null: it delivers none, or failed.</param>
/// <param name="Error">What it failed with (<c>error.type</c>); null: it did not.</param>
public sealed record SlowStatement(string Text, BoundOperation? Operation, TimeSpan Duration, long? Rows, string? Error);
