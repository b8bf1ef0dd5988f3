using System.CommandLine;
using Lintel.Adoption;
using Lintel.Adoption.Catalog;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel import URL</c>: makes the contract of a database that is already there.</summary>
internal static class ImportCommand
{
    public static Command Create(Terminal terminal)
    {
        var url = new Argument<string>("url") { Description = "The database: postgres://USER:PASSWORD@HOST/DATABASE or sqlite:PATH." };
        var schema = new Option<string?>("--schema") { Description = "The schemas, with commas between them. Default: all but those of the system.", HelpName = "a,b" };
        var tables = new Option<string?>("--tables") { Description = "Only tables like this: * and ? as in file names, of NAME or SCHEMA.NAME, several with commas.", HelpName = "pattern" };
        var output = new Option<string?>("--output", "-o") { Description = "Where to write: a file, or a folder for a file a schema. Default: the contract is printed.", HelpName = "file|dir" };
        var dry = new Option<bool>("--dry-run") { Description = "Write nothing; of a contract that is there, show what would change." };
        var json = new Option<bool>("--json") { Description = "Print what was made, and what was left out, as JSON." };
        var command = new Command("import", """
            Makes the contract of a database that is already there. Changes nothing in it.

            Names become singular and camelCase, references lead both ways, checks become rules, indexes become queries, comments descriptions. What can't be
            served is listed with the reason. No password is written anywhere.

            Where the contract is there already, it is brought up to date: what you wrote stays, what is new is added, what is gone gets a # before it, and all of
            this is shown as a diff. What stands behind a # stays out.

            Examples:
              lintel import postgres://me@localhost/chinook -o chinook.yaml
              lintel import postgres://me@localhost/erp --schema sales,stock -o contract/
              lintel import sqlite:shop.db --tables 'order*' > shop.yaml

            Then:
              lintel check chinook.yaml
              lintel run chinook.yaml --store postgres://me@localhost/chinook
            """)
        { url, schema, tables, output, dry, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var source = DatabaseUrl.Read(parsed.GetRequiredValue(url), terminal.Clock);
            var scope = new CatalogScope { Schemas = parsed.GetValue(schema)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [], Tables = parsed.GetValue(tables) };
            var target = ImportTarget.Of(parsed.GetValue(output));
            var existing = target.ReadExisting();
            if (existing is not null && ContractFile.Tell(existing, target.Shown, terminal) is null) return ExitCode.Failed;
            if (existing is { Model.IsExternal: false }) return terminal.Fail($"{target.Shown} is no contract of a database that was there before: it does not say 'schema: external'");
            DatabaseCatalog catalog;
            using (Spinner.Begin(terminal, $"reading what {source.Place} holds")) catalog = await source.ReadAsync(scope, cancellation).ConfigureAwait(false);
            if (catalog.Tables.Count == 0) return terminal.Fail($"{source.Place} has no tables{(scope.Tables is null && scope.Schemas.Count == 0 ? "" : " like those that were asked for")}");
            if (existing is null && target.FileName is not null && catalog.Tables.Count > DatabaseImport.MostOfFile)
                return terminal.Fail($"{source.Place} has {Shared.Count(catalog.Tables.Count, "table")}, and a file holds {DatabaseImport.MostOfFile:N0} resources; give a folder with -o DIR");
            var former = existing is null ? [] : ImportTarget.Texts(existing);
            ImportedContract made;
            using (Spinner.Begin(terminal, "writing the contract"))
            {
                made = existing is null
                    ? DatabaseImport.Make(catalog, source.Types, source.Name, target.FileName)
                    : DatabaseImport.Merge(former, existing, catalog, source.Types, scope);
            }
            if (made.Diagnostics.Count > 0)
            {
                foreach (var diagnostic in made.Diagnostics) Contract.DiagnosticText.Write(terminal.Error, diagnostic, color: terminal.ColorsError);
                return terminal.Fail(existing is null ? "what was made of the database is no sound contract; this is a defect of lintel" : $"{target.Shown} can't be brought up to date by itself, and nothing was changed");
            }
            if (made.Model is null) return terminal.Fail($"nothing in {source.Place} can be served: {made.LeftOut[0].What}: {made.LeftOut[0].Reason}");
            var isJson = parsed.GetValue(json);
            if (!parsed.GetValue(dry)) await target.WriteAsync(made, isJson ? TextWriter.Null : terminal.Out, cancellation).ConfigureAwait(false);
            if (isJson) terminal.Out.WriteLine(Shared.Json(writer => ImportReport.Write(writer, catalog, made)));
            else if (existing is not null) ImportReport.WriteChanges(terminal, former, made, target.Shown);
            else ImportReport.Write(target.IsPrinted ? terminal.Error : terminal.Out, catalog, made, source.Place, target.Shown);
            return ExitCode.Done;
        });
        return command;
    }
}
