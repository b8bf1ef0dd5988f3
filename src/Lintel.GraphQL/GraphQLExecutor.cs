using Lintel.Engine;
using Lintel.Telemetry;

namespace Lintel.GraphQL;

/// <summary>Answers GraphQL requests with an engine: read once, then looked up, bound and run, one statement for each field of the root. Thread-safe.</summary>
public sealed class GraphQLExecutor(LintelEngine engine)
{
    /// <summary>The engine that answers.</summary>
    public LintelEngine Engine { get; } = engine;

    /// <summary>Answers a request. A caller's mistake, and a store that is down, are answers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="watch">Who is told how long what takes; null: nobody.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public ValueTask<GraphQLAnswer> ExecuteAsync(GraphQLRequest request, OperationWatch? watch, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
