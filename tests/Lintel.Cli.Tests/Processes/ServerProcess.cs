using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Lintel.Cli.Tests.Processes;

/// <summary><c>lintel run</c> as a process of its own, on a port that was free.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public const int Interrupt = 2, Kill = 9, Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<int> _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _silent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => Process = process;

    public Process Process { get; }

    public int Port { get; private set; }

    /// <summary>What it wrote on its error output so far.</summary>
    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Starts it and waits until it serves. Its log is read, and forgotten.</summary>
    public static async Task<ServerProcess> StartAsync(params string[] args)
    {
        var server = Launch("dotnet", [Repository.CommandLine, "run", .. args, "--urls", "http://127.0.0.1:0"]);
        server.Process.OutputDataReceived += (_, _) => { };
        server.Process.BeginOutputReadLine();
        await server.ServingAsync();
        return server;
    }

    /// <summary>Starts a program, and waits for nothing. Its output stays unread.</summary>
    public static ServerProcess Launch(string program, string[] args, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? Path.GetTempPath() };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("LINTEL_", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var server = new ServerProcess(Process.Start(start)!);
        server.Process.ErrorDataReceived += (_, line) => server.Hear(line.Data);
        server.Process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Waits until it serves.</summary>
    public async Task ServingAsync()
    {
        await Task.WhenAny(_greeted.Task, _silent.Task).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(_greeted.Task.IsCompleted, $"did not start: {Said}");
        Port = await _greeted.Task;
    }

    /// <summary>Waits until it said something, behind what it had said before; gives all that it said since.</summary>
    public async Task<string> SaysAsync(string text, int after)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!Said[after..].Contains(text, StringComparison.Ordinal))
        {
            Assert.False(Process.HasExited || patience.IsCancellationRequested, $"did not say '{text}': {Said}");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        return Said[after..];
    }

    public void Signal(int signal)
    {
        if (SendSignal(Process.Id, signal) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Waits until it has ended, and gives its exit code.</summary>
    public async Task<int> EndedAsync()
    {
        await Process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return Process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited) Process.Kill(entireProcessTree: true);
        await Process.WaitForExitAsync(CancellationToken.None);
        Process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            _silent.TrySetResult();
            return;
        }
        lock (_said) _said.Append(line).Append('\n');
        if (line.Contains("Ctrl-C", StringComparison.Ordinal)) _greeted.TrySetResult(new Uri(Said.Split("docs   ")[1].Split("/docs")[0]).Port);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
