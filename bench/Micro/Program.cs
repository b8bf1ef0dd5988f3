// Times the engine's own steps: dotnet run -c Release --project bench/Micro -- --filter '*'
// Without BenchmarkDotNet, in a second, what they allocate: dotnet run -c Release --project bench/Micro -- allocations
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Lintel.Bench.Micro;

if (args is ["allocations"])
{
    foreach (var workload in ReadPath.Workloads)
    {
        await using var path = await ReadPath.OpenAsync(workload, ReadBenchmarks.Contract());
        foreach (var (name, run) in path.Steps) Console.WriteLine($"{workload} {name}: {Allocation.Of(run)} bytes");
    }
    return;
}
// In this process: BenchmarkDotNet would look for a project of the assembly's name, and build it outside of the repository's rules.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .WithArtifactsPath(Path.Combine(ReadBenchmarks.Root(), "artifacts/bench/micro"));
BenchmarkSwitcher.FromAssembly(typeof(ReadBenchmarks).Assembly).Run(args, config);
