using Spectre.Console;

namespace Lintel.Cli;

/// <summary>Where a command writes, and its clock. Results go to <see cref="Out"/>; what is said about them to <see cref="Error"/>.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, TimeProvider clock)
{
    public TextWriter Out { get; } = output;

    public TextWriter Error { get; } = error;

    public TimeProvider Clock { get; } = clock;

    /// <summary>Whether people read what is said, so that it may be coloured and move. NO_COLOR is obeyed by the console itself.</summary>
    public bool IsInteractive => Error == Console.Error && !Console.IsErrorRedirected;

    /// <summary>Whether results may be coloured.</summary>
    public bool HasColor => Out == Console.Out && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";

    /// <summary>What is said, in colour where there is any.</summary>
    public IAnsiConsole Said { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });

    /// <summary>Says in one line why a command failed. Gives its exit code.</summary>
    public int Fail(string message)
    {
        Error.WriteLine($"lintel: {message}");
        return ExitCode.Failed;
    }
}

/// <summary>How a command ends.</summary>
internal static class ExitCode
{
    /// <summary>It did what it was asked to.</summary>
    public const int Done = 0;

    /// <summary>It did not.</summary>
    public const int Failed = 1;
}
