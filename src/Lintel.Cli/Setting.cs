using System.CommandLine;

namespace Lintel.Cli;

/// <summary>What the environment decides, as a flag or as a variable; the flag wins.</summary>
internal sealed class Setting
{
    private readonly string _variable;
    private readonly Terminal _terminal;

    /// <summary>A setting.</summary>
    /// <param name="flag">The flag: <c>--store</c>.</param>
    /// <param name="value">What the flag takes, for its help.</param>
    /// <param name="variable">The environment variable: <c>LINTEL_STORE</c>.</param>
    /// <param name="description">What it decides.</param>
    /// <param name="without">What holds where neither is given, for people.</param>
    /// <param name="terminal">Whose environment it is.</param>
    public Setting(string flag, string value, string variable, string description, string without, Terminal terminal)
    {
        (_variable, _terminal) = (variable, terminal);
        Option = new Option<string?>(flag) { Description = $"{description}\n[{variable}; default: {without}]", HelpName = value };
    }

    /// <summary>The flag.</summary>
    public Option<string?> Option { get; }

    /// <summary>What was given; null: neither flag nor variable.</summary>
    public string? Read(ParseResult parsed) => parsed.GetValue(Option) ?? _terminal.Variable(_variable);

    /// <summary>The failure for a value that may be secret and means nothing, with where it comes from.</summary>
    public MisuseException Refuse(ParseResult parsed, string expected) => new($"{Source(parsed)} is wrong: {expected}");

    /// <summary>The failure for a value that means nothing, with where it comes from.</summary>
    public MisuseException Refuse(ParseResult parsed, string value, string expected) =>
        new($"{Source(parsed)} is '{Shown(value)}', but {expected}");

    /// <summary>A value that means nothing as it is told: what stands for a user and a password in an address is not.</summary>
    public static string Shown(string value) =>
        value.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme && value.LastIndexOf('@') is var end && end > scheme ? $"{value[..(scheme + 3)]}…{value[end..]}" : value;

    private string Source(ParseResult parsed) => parsed.GetValue(Option) is null ? _variable : Option.Name;
}
