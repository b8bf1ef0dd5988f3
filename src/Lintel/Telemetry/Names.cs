namespace Lintel.Telemetry;

/// <summary>Names of attributes: those of the semantic conventions (https://opentelemetry.io/docs/specs/semconv), then our own.</summary>
internal static class Names
{
    /// <summary>What the conventions call an error of no known type.</summary>
    public const string Other = "_OTHER";

    public const string ErrorType = "error.type";
    public const string DatabaseSystem = "db.system.name";
    public const string DatabaseNamespace = "db.namespace";
    public const string Collection = "db.collection.name";
    public const string Verb = "db.operation.name";
    public const string BatchSize = "db.operation.batch.size";
    public const string QueryText = "db.query.text";
    public const string QuerySummary = "db.query.summary";
    public const string ResponseStatus = "db.response.status_code";
    public const string ReturnedRows = "db.response.returned_rows";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string PoolName = "db.client.connection.pool.name";
    public const string ConnectionState = "db.client.connection.state";

    public const string Operation = "lintel.operation";
    public const string Resource = "lintel.resource";
}
