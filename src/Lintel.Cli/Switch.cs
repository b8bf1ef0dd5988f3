using System.CommandLine;

namespace Lintel.Cli;

/// <summary>A setting that is on or off: a flag without a value, or a variable that is <c>true</c> or <c>false</c>; the flag wins.</summary>
internal sealed class Switch
{
    private readonly string _variable;
    private readonly Terminal _terminal;

    /// <summary>A switch; off where neither flag nor variable is given.</summary>
    /// <param name="flag">The flag: <c>--explain</c>.</param>
    /// <param name="variable">The environment variable: <c>LINTEL_EXPLAIN</c>.</param>
    /// <param name="description">What it turns on.</param>
    /// <param name="terminal">Whose environment it is.</param>
    public Switch(string flag, string variable, string description, Terminal terminal)
    {
        (_variable, _terminal) = (variable, terminal);
        Option = new Option<bool?>(flag) { Description = $"{description}\n[{variable}=true; default: off]", Arity = ArgumentArity.Zero };
    }

    /// <summary>The flag.</summary>
    public Option<bool?> Option { get; }

    /// <summary>Whether it is on; null: nothing was said.</summary>
    /// <exception cref="MisuseException">The variable is neither true nor false.</exception>
    public bool? Read(ParseResult parsed) => parsed.GetResult(Option) is not null ? true : _terminal.Variable(_variable)?.ToLowerInvariant() switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var value => throw new MisuseException($"{_variable} is '{value}', but it must be true or false"),
    };
}
