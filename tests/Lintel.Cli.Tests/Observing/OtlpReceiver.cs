using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Lintel.Testing;

namespace Lintel.Cli.Tests.Observing;

/// <summary>A span as the receiver read it.</summary>
internal sealed record ReceivedSpan(
    string Scope, string Name, int Kind, string TraceId, string SpanId, string ParentSpanId, string TraceState, int Status, string StatusMessage,
    string[] Events, Dictionary<string, JsonElement> Attributes, Dictionary<string, JsonElement> Resource)
{
    public string? this[string attribute] => Attributes.TryGetValue(attribute, out var value) ? value.ToString() : null;
}

/// <summary>A metric as the receiver read it.</summary>
internal sealed record ReceivedMetric(string Scope, string Name, string Unit, JsonElement[] Points);

/// <summary>What receives OTLP in a process of its own (<c>eng/judges/otlp.mjs</c>).</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private OtlpReceiver(Process process, string folder, string port) => (_process, _folder, Url) = (process, folder, $"http://127.0.0.1:{port}");

    public string Url { get; }

    public IReadOnlyList<ReceivedSpan> Spans => Read<ReceivedSpan>("spans.ndjson");

    public IReadOnlyList<ReceivedMetric> Metrics => Read<ReceivedMetric>("metrics.ndjson");

    /// <summary>What it could not read.</summary>
    public IReadOnlyList<string> Errors => Read<string>("errors.ndjson");

    /// <summary>All that came, byte by byte.</summary>
    public string Bytes => Encoding.Latin1.GetString(File.ReadAllBytes(PathOf("received.bin")));

    public static async Task<OtlpReceiver> StartAsync(Workspace workspace, string protocol)
    {
        await Judges.InstallAsync();
        var folder = Directory.CreateDirectory(workspace.PathOf("otlp")).FullName;
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Judges.Folder, "otlp.mjs"), folder, protocol]) { RedirectStandardOutput = true })!;
        var port = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        return new OtlpReceiver(process, folder, port!);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private List<T> Read<T>(string file) => !File.Exists(PathOf(file))
        ? []
        : [.. File.ReadLines(PathOf(file)).Select(line => JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!)];

    private string PathOf(string file) => Path.Combine(_folder, file);
}
