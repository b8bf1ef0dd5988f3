using System.Text.Json;
using Lintel.Errors;

namespace Lintel.GraphQL;

/// <summary>What came of a request. It owns the rows that it is written from: the caller disposes it.</summary>
public abstract class GraphQLAnswer : IDisposable
{
    /// <summary>
    /// Why nothing was done: the document, the operation or the variables were wrong, or refused, or the database could not be asked; null: it was
    /// executed, and the answer has <c>data</c>.
    /// </summary>
    public Problem? Refused { get; init; }

    /// <summary>The first problem of a field that failed while it was executed; null: none did.</summary>
    public Problem? Failed { get; init; }

    /// <summary>What the database said where it failed, for the log alone.</summary>
    public Exception? Cause { get; init; }

    /// <summary>The name of the operation that was executed; null: it has none, or none was.</summary>
    public string? OperationName { get; init; }

    /// <summary><c>query</c> or <c>mutation</c>, what was executed; null: nothing was.</summary>
    public string? OperationType { get; init; }

    /// <summary>Statements that ran.</summary>
    public int Statements { get; init; }

    /// <summary>Writes the answer, GraphQL §7.1: <c>errors</c> where there are any, <c>data</c> where it was executed, <c>extensions</c> where they were asked for.</summary>
    /// <exception cref="Results.ResultTooLargeException">It has more bytes than it may; nothing of it is to be sent.</exception>
    public abstract void Write(Utf8JsonWriter writer);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what it was written from.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
