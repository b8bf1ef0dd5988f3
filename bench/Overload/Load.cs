using System.Collections.Concurrent;
using System.Net;

namespace Lintel.Bench.Overload;

/// <summary>Puts load on a server.</summary>
internal sealed class Load(IPEndPoint server, IReadOnlyList<byte[]> requests, TimeProvider clock)
{
    /// <summary>An open loop: requests come at random moments, so many a second, whether or not those before them were answered. One that finds no connection
    /// free waits for it, and its time counts from when it should have been sent.</summary>
    public async Task<Measured> OpenAsync(int connections, double rate, TimeSpan time)
    {
        var (measured, random) = (new Measured(), new Random(17));
        var due = new ConcurrentQueue<long>();
        using var waiting = new SemaphoreSlim(0);
        var isOver = false;
        var workers = (await ConnectAsync(connections)).Select(WorkAsync).ToArray();
        var start = clock.GetTimestamp();
        for (var next = 0.0; next < time.TotalSeconds;)
        {
            var now = clock.GetElapsedTime(start).TotalSeconds;
            var came = 0;
            for (; next <= now && next < time.TotalSeconds; next -= Math.Log(1 - random.NextDouble()) / rate, came++) due.Enqueue(start + (long)(next * clock.TimestampFrequency));
            if (came > 0) waiting.Release(came);
            await Task.Delay(TimeSpan.FromMilliseconds(1), clock);
        }
        Volatile.Write(ref isOver, true);
        waiting.Release(connections);
        await Task.WhenAll(workers);
        return measured;

        async Task WorkAsync(Connection connection)
        {
            using var _ = connection;
            while (true)
            {
                await waiting.WaitAsync();
                if (!due.TryDequeue(out var at))
                {
                    if (Volatile.Read(ref isOver)) return;
                    continue;
                }
                measured.Add(await connection.AskAsync(requests[(int)((ulong)at % (ulong)requests.Count)]), clock.GetElapsedTime(at));
            }
        }
    }

    /// <summary>A closed loop: each connection asks again when it was answered. Gives how many answers came a second.</summary>
    public async Task<double> ClosedAsync(int connections, TimeSpan time)
    {
        var (measured, start) = (new Measured(), clock.GetTimestamp());
        await Task.WhenAll((await ConnectAsync(connections)).Select(async (connection, number) =>
        {
            using var _ = connection;
            for (var i = number; clock.GetElapsedTime(start) < time; i += connections)
            {
                var at = clock.GetTimestamp();
                measured.Add(await connection.AskAsync(requests[i % requests.Count]), clock.GetElapsedTime(at));
            }
        }));
        return measured.Answered / time.TotalSeconds;
    }

    private async Task<Connection[]> ConnectAsync(int count)
    {
        var connections = new Connection[count];
        for (var i = 0; i < count; i++)
        {
            connections[i] = new Connection(server);
            await connections[i].OpenAsync();
            // The first answer takes longer: each end of a connection makes what it keeps for it.
            await connections[i].AskAsync(requests[i % requests.Count]);
        }
        // What stays is out of the way of collections while it is measured.
        GC.Collect();
        return connections;
    }
}
