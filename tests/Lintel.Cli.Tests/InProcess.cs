namespace Lintel.Cli.Tests;

/// <summary>What a command did.</summary>
internal sealed record Ran(int Code, string Out, string Error)
{
    /// <summary>Asserts that it failed in one line, without a stack trace, and gives that line.</summary>
    public string Failure()
    {
        Assert.NotEqual(0, Code);
        Assert.Equal("", Out);
        var line = Assert.Single(Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("lintel: ", line);
        return line["lintel: ".Length..];
    }

    /// <summary>Asserts that it succeeded, and gives what it printed.</summary>
    public string Success()
    {
        Assert.True(Code == 0, Error);
        return Out;
    }
}

/// <summary>Runs the command line within this process.</summary>
internal static class InProcess
{
    public static Task<Ran> RunAsync(params string[] args) => RunAsync(new Dictionary<string, string>(), args);

    public static async Task<Ran> RunAsync(Dictionary<string, string> environment, params string[] args)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var terminal = new Terminal(TextWriter.Synchronized(output), TextWriter.Synchronized(error), TimeProvider.System, environment.GetValueOrDefault);
        // A server that starts although it should not is stopped.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var code = await LintelCommand.RunAsync(args, terminal, patience.Token);
        Assert.False(patience.IsCancellationRequested, $"did not end: {error}");
        return new Ran(code, output.ToString(), error.ToString());
    }
}
