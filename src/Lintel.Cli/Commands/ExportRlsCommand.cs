using System.CommandLine;
using Lintel.Postgres.Security;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel export rls CONTRACT</c>: prints access policies as PostgreSQL's row-level security.</summary>
internal static class ExportRlsCommand
{
    public static Command Create(Terminal terminal)
    {
        var contract = Shared.Contract();
        var drop = new Option<bool>("--drop") { Description = "Print the statements that take it all away, which migrations need." };
        var command = new Command("rls", """
            Prints who may read and write which rows as row-level security of PostgreSQL, for roles that come to the tables without Lintel. Opens no database.
            What it can't say is told on the error output. Its statements can be run again.

            Examples:
              lintel export rls samples/shop > rls.sql
              lintel export rls samples/shop --drop
            """)
        { contract, drop };
        command.SetAction(parsed =>
        {
            if (ContractFile.Read(parsed.GetRequiredValue(contract), terminal) is not { } model) return ExitCode.Failed;
            if (model.Auth is null) return terminal.Fail("the contract has no 'auth': everybody may do all, and there is nothing to hold");
            if (model.IsExternal) return terminal.Fail("the database is not ours: its policies are its owner's to make");
            if (parsed.GetValue(drop))
            {
                Print(RowSecurity.Drop(model));
                return ExitCode.Done;
            }
            var security = RowSecurity.Of(model);
            Print(security.Statements);
            foreach (var note in security.Notes) terminal.Error.WriteLine($"note: {note}");
            return ExitCode.Done;
        });
        return command;

        void Print(IEnumerable<string> statements)
        {
            foreach (var statement in statements) terminal.Out.WriteLine(statement.TrimEnd() + ";\n");
        }
    }
}
