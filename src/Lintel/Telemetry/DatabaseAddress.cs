namespace Lintel.Telemetry;

/// <summary>Which database statements run on, for whoever looks at them from outside. No user and no password.</summary>
public sealed record DatabaseAddress
{
    /// <summary>The product, as the semantic conventions call it (<c>db.system.name</c>): <c>postgresql</c>.</summary>
    public required string System { get; init; }

    /// <summary>The database (<c>db.namespace</c>); of an embedded one the name of its file.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name or address of its server; null: it is embedded.</summary>
    public string? Server { get; init; }

    /// <summary>The port of its server; null: it is embedded.</summary>
    public int? Port { get; init; }
}
