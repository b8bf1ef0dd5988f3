namespace Lintel.Cli.Deploying;

/// <summary>
/// What a container may take. Under full load a server was measured to hold 156 MiB (docs/performance.md), with an import 165 MB; the runtime keeps its
/// heap within three quarters of the limit. A start compiles what it runs, for which a second processor is there.
/// </summary>
internal static class Resources
{
    public const string Cpu = "500m";
    public const string CpuLimit = "2";
    public const string Memory = "384Mi";

    /// <summary>The limits of a server in a compose file.</summary>
    public const string ComposeLimits = """{ cpus: "2", memory: 384M, pids: 256 }""";

    /// <summary>The limits of a PostgreSQL that holds 128 MiB of shared buffers, as it does unless it is told otherwise.</summary>
    public const string ComposeDatabaseLimits = """{ cpus: "2", memory: 1G, pids: 256 }""";
}
