using System.CommandLine;
using System.CommandLine.Parsing;
using Lintel.Errors;

namespace Lintel.Cli;

/// <summary>A setting, of a flag or of the environment, that has no meaning.</summary>
internal sealed class MisuseException(string message) : Exception(message);

/// <summary>Tells in one line what is wrong with a command line.</summary>
internal static class Misuse
{
    /// <summary>What is wrong; null: nothing.</summary>
    public static string? Of(ParseResult parsed)
    {
        var words = Words(parsed);
        return words is null ? null : $"{words}; see '{Path(parsed.CommandResult)} --help'";
    }

    private static string? Words(ParseResult parsed)
    {
        var result = parsed.CommandResult;
        var command = result.Command;
        // The parser takes an option that it does not know for an argument.
        if (result.Tokens.Concat(parsed.UnmatchedTokens.Select(word => new Token(word, TokenType.Argument, null!))).FirstOrDefault(token => token.Value is ['-', _, ..]) is { } option)
            return $"there is no option '{option.Value}'{Suggest(option.Value, command.Options.Select(known => known.Name))}";
        if (parsed.Errors.Count == 0) return null;
        if (command.Subcommands.Count > 0)
        {
            var known = command.Subcommands.Select(sub => sub.Name).ToArray();
            return parsed.UnmatchedTokens.Count > 0
                ? $"there is no command '{parsed.UnmatchedTokens[0]}'{Suggest(parsed.UnmatchedTokens[0], known)}"
                : $"say what to {command.Name}: {string.Join(", ", known[..^1])} or {known[^1]}";
        }
        if (parsed.UnmatchedTokens.Count > 0) return $"'{parsed.UnmatchedTokens[0]}' is one argument too many";
        return command.Arguments.FirstOrDefault(argument => parsed.GetResult(argument) is not { Tokens.Count: > 0 }) is { } missing && parsed.Errors[0].SymbolResult is not OptionResult
            ? $"{command.Name} needs <{missing.Name}>: {Lower(missing.Description)}"
            : parsed.Errors[0].SymbolResult is OptionResult given ? $"{given.Option.Name} {(given.Tokens.Count > 1 ? "is given twice" : "needs a value")}" : parsed.Errors[0].Message;
    }

    private static string Suggest(string word, IEnumerable<string> known) =>
        known.MinBy(name => Spelling.Distance(word, name)) is { } nearest && Spelling.Distance(word, nearest) <= 2 ? $"; did you mean '{nearest}'?" : "";

    private static string Path(CommandResult result) => result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "lintel";

    private static string Lower(string? description) => description is null ? "" : char.ToLowerInvariant(description[0]) + description.TrimEnd('.')[1..];
}
