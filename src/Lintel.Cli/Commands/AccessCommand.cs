using System.CommandLine;
using Lintel.Permissions;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel access CONTRACT</c>: prints who may do what.</summary>
internal static class AccessCommand
{
    public static Command Create(Terminal terminal)
    {
        var contract = Shared.Contract();
        var caller = new Option<string[]>(ToldCaller.Flag) { Description = $"Somebody to add: {ToldCaller.Form} May be given several times.", HelpName = ToldCaller.Example, DefaultValueFactory = _ => [] };
        var json = new Option<bool>("--json") { Description = "Print the matrix as a JSON object, with all fields." };
        var command = new Command("access", """
            Prints who may do what: each operation, each field that has a rule of its own, and each function, by who did not say who they are, who is signed in
            without a role, and who has one of the roles that the contract names. A number leads to the condition on the row.

            Examples:
              lintel access samples/shop
              lintel access samples/shop --caller sub=ines,tenant=north --caller sub=root,role=admin,tenant=south
            """)
        { contract, caller, json };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(contract);
            var more = parsed.GetRequiredValue(caller).Select(ToldCaller.Read).Select(told => new MatrixCaller(told.Id!, told, IsKind: false)).ToArray();
            if (ContractFile.Read(path, terminal) is not { } model) return ExitCode.Failed;
            var matrix = AccessMatrix.Of(model, more);
            if (parsed.GetValue(json)) terminal.Out.WriteLine(Shared.Json(writer => AccessJson.Write(writer, model, matrix)));
            else AccessLines.Write(terminal, model, matrix);
            return ExitCode.Done;
        });
        return command;
    }
}
