using System.CommandLine;

namespace Lintel.Cli.Commands;

/// <summary>Who a token or a key is for.</summary>
internal sealed class CallerFlags
{
    private readonly Option<string> _sub = new("--sub") { Description = "Who the caller is: caller.id.", HelpName = "id", Required = true };
    private readonly Option<string[]> _role = Many("--role", "A role of the caller; may be given several times.", "role");
    private readonly Option<string[]> _claim = Many("--claim", "Something else that is claimed of the caller; may be given several times.", "name=value");

    /// <summary>All of them, in the order of help.</summary>
    public IReadOnlyList<Option> Options => [_sub, _role, _claim];

    /// <summary>The caller's id.</summary>
    /// <exception cref="MisuseException">It is empty.</exception>
    public string Id(ParseResult parsed) => parsed.GetRequiredValue(_sub) is { Length: > 0 } id ? id : throw new MisuseException("--sub is empty, but a caller has an id");

    /// <summary>The caller's roles.</summary>
    public IReadOnlyList<string> Roles(ParseResult parsed) => parsed.GetRequiredValue(_role);

    /// <summary>What else is claimed.</summary>
    /// <exception cref="MisuseException">One has no name or no value.</exception>
    public ILookup<string, string> Claims(ParseResult parsed) => parsed.GetRequiredValue(_claim).Select(Split).ToLookup(pair => pair.Name, pair => pair.Value);

    private static Option<string[]> Many(string flag, string description, string value) => new(flag) { Description = description, HelpName = value, DefaultValueFactory = _ => [] };

    private static (string Name, string Value) Split(string claim) => claim.IndexOf('=', StringComparison.Ordinal) is var at and > 0
        ? (claim[..at], claim[(at + 1)..])
        : throw new MisuseException($"--claim is '{claim}', but it must be like tenant=north");
}
