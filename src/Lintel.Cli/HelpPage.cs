using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Lintel.Cli;

/// <summary>Prints the help of a command: what it does, how it is called, and examples. A description's first paragraph is its summary.</summary>
internal sealed class HelpPage(Terminal terminal) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, terminal.Out);
        return ExitCode.Done;
    }

    public static void Write(Command command, TextWriter output)
    {
        var paragraphs = (command.Description ?? "").ReplaceLineEndings("\n").Split("\n\n");
        output.WriteLine(paragraphs[0]);
        output.WriteLine();
        output.WriteLine("Usage:");
        output.WriteLine($"  {Path(command)}{string.Concat(command.Arguments.Select(argument => $" <{argument.Name}>"))}{(command.Subcommands.Count > 0 ? " <command>" : "")} [options]");
        Section(output, "Commands", command.Subcommands.Select(sub => (Call(sub), (sub.Description ?? "").Split('\n')[0])));
        Section(output, "Arguments", command.Arguments.Select(argument => ($"<{argument.Name}>", argument.Description ?? "")));
        Section(output, "Options", command.Options.Where(option => !option.Hidden).Select(option => (Call(option), option.Description ?? "")));
        foreach (var paragraph in paragraphs[1..])
        {
            output.WriteLine();
            output.WriteLine(paragraph.TrimEnd());
        }
    }

    private static void Section(TextWriter output, string title, IEnumerable<(string Left, string Right)> entries)
    {
        var rows = entries.ToArray();
        if (rows.Length == 0) return;
        output.WriteLine();
        output.WriteLine($"{title}:");
        var width = rows.Max(row => row.Left.Length);
        foreach (var (left, right) in rows) output.WriteLine($"  {left.PadRight(width)}  {right.Replace("\n", "\n" + new string(' ', width + 4), StringComparison.Ordinal)}");
    }

    private static string Call(Command command) => string.Concat(command.Name, string.Concat(command.Arguments.Select(argument => $" <{argument.Name}>")));

    private static string Call(Option option) => option switch
    {
        HelpOption => "-h, --help",
        { HelpName: { } name } => $"{option.Name} <{name}>",
        _ => option.Name,
    };

    private static string Path(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : "lintel";
}
