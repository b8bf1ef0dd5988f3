using System.Text;

namespace Lintel.Cli.Tests;

/// <summary><c>lintel run</c> within this process, on a port that was free.</summary>
internal sealed class InProcessServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Lines _output = new();
    private readonly Lines _error = new();
    private Task<int> _running = Task.FromResult(-1);

    private InProcessServer(Uri address) => Client = new HttpClient { BaseAddress = address };

    public HttpClient Client { get; private set; }

    /// <summary>The log so far.</summary>
    public string Out => _output.Text;

    /// <summary>What was said so far.</summary>
    public string Error => _error.Text;

    public static async Task<InProcessServer> StartAsync(Dictionary<string, string> environment, params string[] args)
    {
        var server = new InProcessServer(new Uri("http://localhost"));
        var terminal = new Terminal(server._output, server._error, TimeProvider.System, environment.GetValueOrDefault);
        server._running = LintelCommand.RunAsync(["run", .. args, "--urls", "http://127.0.0.1:0"], terminal, server._stop.Token);
        var greeted = server._error.WaitForAsync("Ctrl-C");
        await Task.WhenAny(server._running, greeted);
        Assert.True(greeted.IsCompletedSuccessfully, $"did not start: {server.Error}");
        server.Client = new HttpClient { BaseAddress = new Uri(server.Error.Split("docs   ")[1].Split("/docs")[0]) };
        return server;
    }

    /// <summary>Stops it as a signal does, and gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _running;
    }

    /// <summary>Waits until the log holds a text: its lines are written behind the answers.</summary>
    public Task LoggedAsync(string text) => _output.WaitForAsync(text);

    /// <summary>Waits until a text was said.</summary>
    public Task SaidAsync(string text) => _error.WaitForAsync(text);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        TestContext.Current.TestOutputHelper?.WriteLine($"{Error}\n{Out}"); // shown where the test fails
        Client.Dispose();
        _stop.Dispose();
    }

    /// <summary>Collects what is written, and tells when something was.</summary>
    private sealed class Lines : TextWriter
    {
        private readonly StringBuilder _text = new();
        private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Encoding Encoding => Encoding.UTF8;

        public string Text
        {
            get
            {
                lock (_text) return _text.ToString();
            }
        }

        public override void Write(char value) => Write([value]);

        public override void Write(string? value) => Write(value.AsSpan());

        public override void WriteLine(string? value) => Write($"{value}\n".AsSpan());

        public override void Write(ReadOnlySpan<char> buffer)
        {
            lock (_text)
            {
                _text.Append(buffer);
                _written.TrySetResult();
                _written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        public async Task WaitForAsync(string text)
        {
            while (true)
            {
                Task next;
                lock (_text)
                {
                    if (_text.ToString().Contains(text, StringComparison.Ordinal)) return;
                    next = _written.Task;
                }
                await next.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            }
        }
    }
}
