using System.CommandLine;
using System.Text;
using System.Text.Json;
using Lintel.Contract;
using Lintel.GraphQL.Schema;
using Lintel.Http.OpenApi;
using Lintel.Results;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel export …</c>: prints or writes what Lintel makes of a contract.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal) => new("export", """
        Prints a document or script that a contract makes, or writes the files to deploy it.

        Examples:
          lintel export openapi samples/shop > openapi.json
          lintel export graphql samples/shop > schema.graphql
          lintel export sql samples/shop
          lintel export schema > lintel.schema.json
          lintel export rls samples/shop
          lintel export deploy samples/shop
        """)
    {
        OpenApi(terminal),
        GraphQl(terminal),
        Schema(terminal),
        Sql(terminal),
        ExportRlsCommand.Create(terminal),
        ExportDeployCommand.Create(terminal),
    };

    private static Command OpenApi(Terminal terminal)
    {
        var contract = Shared.Contract();
        var yaml = new Option<bool>("--yaml") { Description = "Print YAML instead of JSON." };
        var command = new Command("openapi", """
            Prints the OpenAPI 3.1 document of exactly what a contract serves.

            Examples:
              lintel export openapi samples/shop > openapi.json
              lintel export openapi shop.yaml --yaml > openapi.yaml
            """)
        { contract, yaml };
        command.SetAction(parsed =>
        {
            if (ContractFile.Read(parsed.GetRequiredValue(contract), terminal) is not { } model) return ExitCode.Failed;
            var document = OpenApiDocumentWriter.Write(model);
            terminal.Out.WriteLine(Encoding.UTF8.GetString((parsed.GetValue(yaml) ? document.Yaml : document.Json).Span).TrimEnd());
            return ExitCode.Done;
        });
        return command;
    }

    private static Command GraphQl(Terminal terminal)
    {
        var contract = Shared.Contract();
        var command = new Command("graphql", """
            Prints the GraphQL schema of a contract, in the schema definition language.

            Example:
              lintel export graphql samples/shop > schema.graphql
            """)
        { contract };
        command.SetAction(parsed =>
        {
            if (ContractFile.Read(parsed.GetRequiredValue(contract), terminal) is not { } model) return ExitCode.Failed;
            terminal.Out.WriteLine(SchemaText.Of(model).TrimEnd());
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Schema(Terminal terminal)
    {
        var command = new Command("schema", """
            Prints the JSON Schema (2020-12) of the contract language, for editors.

            Example:
              lintel export schema > lintel.schema.json
            """);
        command.SetAction(_ =>
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = LeastEscaping.Instance })) ContractSchema.Write(writer);
            terminal.Out.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Sql(Terminal terminal)
    {
        var contract = Shared.Contract();
        var store = Shared.Store(terminal);
        var command = new Command("sql", """
            Prints the statements that create a contract's schema. Opens no database.

            Example:
              lintel export sql samples/shop
            """)
        { contract, store.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (ContractFile.Read(parsed.GetRequiredValue(contract), terminal) is not { } model) return ExitCode.Failed;
            var opened = StoreUrl.Read(store, parsed, parsed.GetRequiredValue(contract), model).OpenEmpty(model, terminal.Clock);
            await using var __ = opened.ConfigureAwait(false);
            foreach (var statement in opened.SchemaScript()) terminal.Out.WriteLine(statement.TrimEnd(';') + ";\n");
            return ExitCode.Done;
        });
        return command;
    }
}
