using System.Text.Json;
using Lintel.Http;
using Lintel.Model;

namespace Lintel.Cli.Deploying;

/// <summary>Where a deployed service keeps its rows.</summary>
internal enum StoreKind
{
    /// <summary>In a PostgreSQL of its own, which any number of replicas share.</summary>
    Postgres,

    /// <summary>In a file on a volume, of one replica.</summary>
    Sqlite,
}

/// <summary>What is deployed, and what all files say of it.</summary>
internal sealed record Deployment
{
    /// <summary>The user and the group that the service runs as: none that a base image has, and not root.</summary>
    public const int User = 10001;

    public const int Port = 8080;

    /// <summary>Where metrics are, which no service leads to: that which Prometheus knows for OpenTelemetry.</summary>
    public const int MetricsPort = 9464;

    /// <summary>How long a replica still answers after it was told to go, until no load balancer sends it anything, in seconds.</summary>
    public const int PreStop = 5;

    /// <summary>The longest name: Kubernetes adds what it needs to tell pods apart, and ends at 63.</summary>
    public const int MaxName = 40;

    private const long Gibibyte = 1024 * 1024 * 1024;

    private static readonly LintelHttpOptions Server = new();

    private readonly ServiceLimits _limits;

    private Deployment(ServiceModel model) => (Name, _limits) = (JsonNamingPolicy.KebabCaseLower.ConvertName(model.Name), model.Limits);

    /// <summary>The service's name, as the names of hosts are written.</summary>
    public string Name { get; }

    /// <summary>The API's version.</summary>
    public required string Version { get; init; }

    /// <summary>The image, with its tag.</summary>
    public required string Image { get; init; }

    public required StoreKind Store { get; init; }

    public required Capacity Capacity { get; init; }

    /// <summary>The database file, where there is one.</summary>
    public string FileUrl => $"sqlite:{Dockerfile.Data}/{Name}.db";

    /// <summary>How long a server that was told to stop takes at most: what it drains, and a little to end.</summary>
    public static int StopSeconds => (int)(Server.DrainDelay + Server.DrainLimit).TotalSeconds + 4;

    /// <summary>Why it is so long, for the files.</summary>
    public static string WhyStopSeconds => $"the server goes on answering for {Server.DrainDelay.TotalSeconds} s, and finishes what it began for {Server.DrainLimit.TotalSeconds} s at most";

    /// <summary>The room for the bodies of imports, which lie on disk until they are whole: two of the largest, in GiB.</summary>
    public long TemporaryGibibytes => Math.Max(1, (2 * _limits.ImportBody + Gibibyte - 1) / Gibibyte);

    /// <summary>What a contract asks for.</summary>
    /// <param name="model">The contract.</param>
    /// <param name="image">The image; null: named after the service, with its version and <paramref name="checksum"/>.</param>
    /// <param name="checksum">A few characters that another contract does not have.</param>
    /// <param name="store">Where rows are.</param>
    public static Deployment Of(ServiceModel model, string? image, string checksum, StoreKind store)
    {
        var deployment = new Deployment(model) { Version = model.Version, Image = "", Store = store, Capacity = Capacity.Of(model.Objectives, store) };
        return deployment with { Image = image ?? $"{deployment.Name}:{model.Version}-{checksum}" };
    }
}
