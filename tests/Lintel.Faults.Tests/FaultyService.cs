using Lintel.Contract;
using Lintel.Engine;
using Lintel.Http;
using Lintel.Model;
using Lintel.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Lintel.Faults.Tests;

/// <summary>A service under load whose database a test breaks, with the timeline of what callers met.</summary>
internal sealed class FaultyService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IStore _store;
    private readonly WebApplication _app;
    private readonly List<Phase> _timeline = [];

    private FaultyService(IStore store, WebApplication app, Load load) => (_store, _app, Load) = (store, app, load);

    public Load Load { get; }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static ServiceModel Model { get; } = ContractCompiler.Compile(Path.Combine(AppContext.BaseDirectory, "contract.yaml")).Model!;

    /// <summary>Serves, with time limits of seconds, and lets clients come.</summary>
    public static async Task<FaultyService> StartAsync(IStore store, int clients = 3, int note = 0)
    {
        await store.PrepareAsync(Cancellation);
        var engine = new LintelEngine(Model, store, TimeProvider.System);
        var http = new LintelHttpOptions { DrainDelay = TimeSpan.Zero, DrainLimit = TimeSpan.FromSeconds(5) };
        var app = LintelServer.Build(engine, ["http://127.0.0.1:0"], http, logging => logging.SetMinimumLevel(LogLevel.None));
        await app.StartAsync(Cancellation);
        var service = new FaultyService(store, app, new Load(new Uri(app.Urls.First()), clients, note));
        await service.UntilServedAsync();
        return service;
    }

    /// <summary>Lets time pass, and gives what callers met.</summary>
    public async Task<Phase> PassAsync(string name, double seconds, Func<Task>? doing = null)
    {
        var phase = new Phase(name);
        _timeline.Add(phase);
        var start = TimeProvider.System.GetTimestamp();
        Load.Enter(phase);
        if (doing is not null) await doing();
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, Cancellation);
        phase.Time = TimeProvider.System.GetElapsedTime(start);
        return phase;
    }

    /// <summary>Waits until everything is served again; gives how long that took since the call.</summary>
    public async Task<TimeSpan> UntilServedAsync()
    {
        var phase = new Phase("healing");
        _timeline.Add(phase);
        Load.Enter(phase);
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if ((await Load.ReadyAsync()).IsGood && (await Load.ReadAsync()).IsGood && (await Load.WriteAsync()).IsGood) break;
            Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, Patience);
            await Task.Delay(20, Cancellation);
        }
        return phase.Time = TimeProvider.System.GetElapsedTime(start);
    }

    /// <summary>Serves for a while after a fault, ends the load, holds what is stored against what was answered, and tells the timeline.</summary>
    public async Task<Phase> EndAsync(double seconds = 1)
    {
        var after = await PassAsync("after", seconds);
        await Load.CheckAsync();
        return after;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var phase in _timeline.Skip(1)) TestContext.Current.TestOutputHelper?.WriteLine(phase.ToString());
        await Load.DisposeAsync();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }
}
