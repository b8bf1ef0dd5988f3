using BenchmarkDotNet.Attributes;

namespace Lintel.Bench.Micro;

/// <summary>Each of the engine's own steps of a read.</summary>
[MemoryDiagnoser]
public class ReadBenchmarks
{
    private ReadPath _path = null!;

    /// <summary>The request of bench/run.</summary>
    [ParamsSource(nameof(Workloads))]
    public string Workload { get; set; } = "";

    /// <summary>The values of <see cref="Workload"/>.</summary>
    public static IEnumerable<string> Workloads => ReadPath.Workloads;

    /// <summary>The benchmark's contract, wherever the benchmark runs.</summary>
    public static string Contract() => Path.Combine(Root(), "bench/contract");

    /// <summary>The repository's folder.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Lintel.slnx"))) folder = folder.Parent ?? throw new InvalidOperationException("This runs within the repository only.");
        return folder.FullName;
    }

    /// <summary>Opens the path.</summary>
    [GlobalSetup]
    public async Task OpenAsync() => _path = await ReadPath.OpenAsync(Workload, Contract());

    /// <summary>Closes it.</summary>
    [GlobalCleanup]
    public async Task CloseAsync() => await _path.DisposeAsync();

    /// <summary>Request line to operation.</summary>
    [Benchmark]
    public object Parse() => _path.Parse();

    /// <summary>Operation to bound operation.</summary>
    [Benchmark]
    public object Bind() => _path.Bind();

    /// <summary>Operation to the plan that is there.</summary>
    [Benchmark]
    public object BindAndFindThePlan() => _path.Plan();

    /// <summary>Bound operation to a new plan, SQL and all.</summary>
    [Benchmark]
    public object CompileThePlan() => _path.Compile();

    /// <summary>Rows to JSON.</summary>
    [Benchmark]
    public int Write() => _path.Write();

    /// <summary>Rows to a response with its headers.</summary>
    [Benchmark]
    public void Answer() => _path.Answer();
}
