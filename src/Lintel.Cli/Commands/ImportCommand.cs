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
        var json = new Option<bool>("--json") { Description = "Print what was made, and what was left out, as JSON." };
        var command = new Command("import", """
            Makes the contract of a database that is already there. Changes nothing in it.

            Names become singular and camelCase, references lead both ways, checks become rules, indexes become queries, comments descriptions. What can't be
            served is listed with the reason. No password is written anywhere.

            Examples:
              lintel import postgres://me@localhost/chinook -o chinook.yaml
              lintel import postgres://me@localhost/erp --schema sales,stock -o contract/
              lintel import sqlite:shop.db --tables 'order*' > shop.yaml

            Then:
              lintel check chinook.yaml
              lintel run chinook.yaml --store postgres://me@localhost/chinook
            """)
        { url, schema, tables, output, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var source = DatabaseUrl.Read(parsed.GetRequiredValue(url), terminal.Clock);
            var scope = new CatalogScope { Schemas = parsed.GetValue(schema)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [], Tables = parsed.GetValue(tables) };
            var target = ImportTarget.Of(parsed.GetValue(output));
            var catalog = await source.ReadAsync(scope, cancellation).ConfigureAwait(false);
            if (catalog.Tables.Count == 0) return terminal.Fail($"{source.Place} has no tables{(scope.Tables is null && scope.Schemas.Count == 0 ? "" : " like those that were asked for")}");
            var made = DatabaseImport.Make(catalog, source.Types, source.Name, target.FileName);
            if (made.Diagnostics.Count > 0)
            {
                foreach (var diagnostic in made.Diagnostics) Contract.DiagnosticText.Write(terminal.Error, diagnostic, color: terminal.ColorsError);
                return terminal.Fail("what was made of the database is no sound contract; this is a defect of lintel");
            }
            await target.WriteAsync(made, parsed.GetValue(json) ? TextWriter.Null : terminal.Out, cancellation).ConfigureAwait(false);
            if (parsed.GetValue(json)) terminal.Out.WriteLine(Shared.Json(writer => ImportReport.Write(writer, catalog, made)));
            else ImportReport.Write(target.IsPrinted ? terminal.Error : terminal.Out, catalog, made, source.Place, target.Shown);
            return ExitCode.Done;
        });
        return command;
    }
}
