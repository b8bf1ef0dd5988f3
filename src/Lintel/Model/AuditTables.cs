namespace Lintel.Model;

/// <summary>Where it is recorded who changed what: two resources that nobody writes but the engine. Frozen.</summary>
/// <param name="Entries">What was done, each entry with the hash of the one before it in its chain.</param>
/// <param name="Chains">The end of each chain, kept apart, so that it is known where a chain must end.</param>
public sealed record AuditTables(Resource Entries, Resource Chains)
{
    /// <summary>The name of the resource of entries.</summary>
    public const string EntryName = "auditEntry";

    /// <summary>The name of the resource of chains.</summary>
    public const string ChainName = "auditChain";

    /// <summary>The field that tells whose the row of an entry is, where there are tenants.</summary>
    public const string TenantName = "tenant";

    /// <summary>What was done with a row, as <c>operation</c> of an entry tells it.</summary>
    public static IReadOnlyList<string> Operations { get; } = ["create", "update", "delete", "restore", "link", "unlink", "load"];
}
