// Times the engine's own steps: dotnet run -c Release --project bench/Micro -- --filter '*'
// Without BenchmarkDotNet, in a second, what they allocate: dotnet run -c Release --project bench/Micro -- allocations
using BenchmarkDotNet.Running;
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
BenchmarkSwitcher.FromAssembly(typeof(ReadBenchmarks).Assembly).Run(args);
