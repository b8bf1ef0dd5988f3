using System.CommandLine;
using Lintel.Access;
using Lintel.Permissions;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel access CONTRACT</c>: prints who may do what.</summary>
internal static class AccessCommand
{
    public static Command Create(Terminal terminal)
    {
        var contract = Shared.Contract();
        var caller = new Option<string[]>("--caller")
        {
            Description = "Somebody to add: sub is their id, role a role, all else a claim; a role or claim may be there several times. May be given several times.",
            HelpName = "sub=id,role=name,claim=value",
            DefaultValueFactory = _ => [],
        };
        var json = new Option<bool>("--json") { Description = "Print the matrix as a JSON object, with all fields." };
        var command = new Command("access", """
            Prints who may do what: each operation and each field that has a rule of its own, by who did not say who they are, who is signed in
            without a role, and who has one of the roles that the contract names. A number leads to the condition on the row.

            Examples:
              lintel access samples/shop
              lintel access samples/shop --caller sub=ines,tenant=north --caller sub=root,role=admin,tenant=south
            """)
        { contract, caller, json };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(contract);
            var more = parsed.GetRequiredValue(caller).Select(Read).ToArray();
            if (ContractFile.Read(path, terminal) is not { } model) return ExitCode.Failed;
            var matrix = AccessMatrix.Of(model, more);
            if (parsed.GetValue(json)) terminal.Out.WriteLine(Shared.Json(writer => AccessJson.Write(writer, model, matrix)));
            else AccessLines.Write(terminal, model, matrix);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>A caller, as one is told of on the command line.</summary>
    /// <exception cref="MisuseException">It is no list of names and values, or has not one id.</exception>
    private static MatrixCaller Read(string text)
    {
        var told = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => part.IndexOf('=', StringComparison.Ordinal) is var at and > 0 && at + 1 < part.Length
            ? (Name: part[..at], Value: part[(at + 1)..])
            : throw new MisuseException($"--caller is '{text}', but it must be like sub=alice,role=admin,tenant=north")).ToLookup(pair => pair.Name, pair => pair.Value);
        if (told["sub"].ToArray() is not [var id]) throw new MisuseException($"--caller is '{text}', but a caller has one sub, which is their id");
        return new MatrixCaller(id, new Caller
        {
            Id = id,
            Roles = [.. told["role"]],
            Claims = told.Where(claim => claim.Key != "role").ToDictionary(claim => claim.Key, claim => (IReadOnlyList<string>)[.. claim]),
        }, IsKind: false);
    }
}
