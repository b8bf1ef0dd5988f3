namespace Lintel.Cli;

/// <summary>What a command has of the world around it: where it writes, its clock and its environment.</summary>
/// <param name="output">Where results go.</param>
/// <param name="error">Where it goes what is said about them.</param>
/// <param name="clock">The clock.</param>
/// <param name="environment">The value of an environment variable.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, TimeProvider clock, Func<string, string?> environment)
{
    public TextWriter Out { get; } = output;

    public TextWriter Error { get; } = error;

    public TimeProvider Clock { get; } = clock;

    /// <summary>Whether people see results at once.</summary>
    public bool IsOutInteractive { get; init; }

    /// <summary>Whether people see at once what is said, so that it may move.</summary>
    public bool IsErrorInteractive { get; init; }

    /// <summary>Where the log of a server goes: as results do, unless something else takes it.</summary>
    public TextWriter Log { get; init; } = output;

    /// <summary>Whether results may be coloured (https://no-color.org).</summary>
    public bool ColorsOut => IsOutInteractive && Variable("NO_COLOR") is null;

    /// <summary>Whether what is said may be coloured.</summary>
    public bool ColorsError => IsErrorInteractive && Variable("NO_COLOR") is null;

    /// <summary>An environment variable; null: unset or empty.</summary>
    public string? Variable(string name) => environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>Says in one line why a command failed. Gives its exit code.</summary>
    public int Fail(string message, int code = ExitCode.Failed)
    {
        Error.WriteLine($"lintel: {message}");
        return code;
    }

    /// <summary>The text in bold, where what is said may be coloured.</summary>
    public string Bold(string text) => ColorsError ? $"\e[1m{text}\e[0m" : text;

    /// <summary>The text in the background, where what is said may be coloured.</summary>
    public string Dim(string text) => ColorsError ? $"\e[2m{text}\e[0m" : text;
}
