using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Lintel.Faults.Tests;

/// <summary>Clients that go on whatever they are answered, and remember it. Each order that is written has two lines and a name of its own.</summary>
internal sealed class Load : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan ProbePause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _client;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<string, Answer> _written = new();
    private readonly string _note;
    private readonly List<Task> _running = [];
    private volatile Phase _phase = new("warming");
    private int _names;

    /// <param name="url">Where the service is.</param>
    /// <param name="clients">How many read, and how many write.</param>
    /// <param name="note">How many characters an order has besides.</param>
    public Load(Uri url, int clients, int note)
    {
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = url, Timeout = TimeSpan.FromMinutes(1) };
        _note = new string('x', note);
        Add(clients);
        _running.AddRange(
        [
            RepeatAsync(ProbePause, ReadyAsync),
            RepeatAsync(ProbePause, () => AskAsync(Kind.Plain, HttpMethod.Get, "/livez")),
            RepeatAsync(ProbePause, () => AskAsync(Kind.Plain, HttpMethod.Get, "/v1/openapi.json")),
        ]);
    }

    /// <summary>Lets more clients come: so many that read, and so many that write.</summary>
    public void Add(int clients)
    {
        for (var i = 0; i < clients; i++) _running.AddRange([RepeatAsync(Pause, ReadAsync), RepeatAsync(Pause, WriteAsync)]);
    }

    /// <summary>Counts what begins from now on among a phase.</summary>
    public void Enter(Phase phase) => _phase = phase;

    public Task<Answer> ReadAsync() => AskAsync(Kind.Read, HttpMethod.Get, "/v1/orders?include=lines&limit=5&sort=-name");

    public async Task<Answer> WriteAsync()
    {
        var name = $"n{Interlocked.Increment(ref _names)}";
        var body = $$"""{"name":"{{name}}","note":"{{_note}}","lines":[{"number":1},{"number":2}]}""";
        return _written[name] = await AskAsync(Kind.Write, HttpMethod.Post, "/v1/orders", body);
    }

    public Task<Answer> ReadyAsync() => AskAsync(Kind.Ready, HttpMethod.Get, "/readyz");

    /// <summary>Stops, and holds what is stored against what was answered: nothing acknowledged is lost, nothing refused is there, nothing is there in part.</summary>
    public async Task CheckAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_running);
        var stored = await StoredAsync();
        foreach (var (name, answer) in _written)
        {
            if (answer.IsGood) Assert.True(stored.ContainsKey(name), $"{name} was acknowledged, and is lost.");
            else if (answer.Status != 0 && answer.Code != "undecided") Assert.False(stored.ContainsKey(name), $"{name} was answered with {answer}, and is there.");
        }
        Assert.All(stored, order => Assert.True(order.Value == 2, $"{order.Key} has {order.Value} lines."));
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_running);
        _client.Dispose();
        _end.Dispose();
    }

    /// <summary>The orders that are there, each with how many lines it has.</summary>
    private async Task<Dictionary<string, int>> StoredAsync()
    {
        const string Orders = "/v1/orders?include=lines&fields=name,lines(number)&limit=100";
        var stored = new Dictionary<string, int>();
        string? next = null;
        do
        {
            var page = await _client.GetFromJsonAsync<JsonElement>(next is null ? Orders : $"{Orders}&after={next}", TestContext.Current.CancellationToken);
            foreach (var order in page.GetProperty("data").EnumerateArray()) stored.Add(order.GetProperty("name").GetString()!, order.GetProperty("lines").GetArrayLength());
            next = page.GetProperty("page").GetProperty("next").GetString();
        }
        while (next is not null);
        return stored;
    }

    private async Task RepeatAsync(TimeSpan pause, Func<Task> ask)
    {
        await Task.Yield();
        while (!_end.IsCancellationRequested)
        {
            await ask();
            await Task.Delay(pause, TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task<Answer> AskAsync(Kind kind, HttpMethod method, string target, string? body = null)
    {
        var phase = _phase;
        var start = TimeProvider.System.GetTimestamp();
        var answer = await AnswerAsync(kind, method, target, body, start);
        phase.Add(answer);
        return answer;
    }

    private async Task<Answer> AnswerAsync(Kind kind, HttpMethod method, string target, string? body, long start)
    {
        using var request = new HttpRequestMessage(method, target);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        try
        {
            using var response = await _client.SendAsync(request, CancellationToken.None);
            var text = await response.Content.ReadAsStringAsync(CancellationToken.None);
            var isProblem = response.Content.Headers.ContentType?.MediaType == "application/problem+json";
            using var problem = isProblem ? JsonDocument.Parse(text) : null;
            return new Answer(
                kind,
                (int)response.StatusCode,
                problem?.RootElement.GetProperty("code").GetString() ?? "",
                response.Headers.RetryAfter?.ToString(),
                TimeProvider.System.GetElapsedTime(start));
        }
        catch (HttpRequestException)
        {
            return new Answer(kind, 0, "", null, TimeProvider.System.GetElapsedTime(start));
        }
    }
}
