using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Lintel.Engine;
using Lintel.Engine.Auditing;
using Lintel.Model;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel audit verify CONTRACT</c>: looks whether the record of writes is as it was written.</summary>
internal static class AuditCommand
{
    private const int MostFindings = 100;

    public static Command Create(Terminal terminal) => new("audit", """
        The record of who changed what, of a contract with 'audit'.

        Examples:
          lintel audit verify samples/shop
          lintel audit verify shop.yaml --since "$(cat audit.head)"
        """)
    {
        Verify(terminal),
    };

    private static Command Verify(Terminal terminal)
    {
        var (contract, store) = (Shared.Contract(), Shared.Store(terminal));
        var since = new Option<string>("--since") { HelpName = "head", Description = "A head that was printed before: what was recorded then must still be there." };
        var head = new Option<bool>("--head") { Description = "Print nothing but the head." };
        var json = new Option<bool>("--json") { Description = "Print what was found as JSON." };
        var command = new Command("verify", """
            Looks whether each entry of the record says what it was hashed with and follows the one before it, and whether each chain ends where it should. Names
            what is wrong, and ends with 1. Changes nothing.

            Its last line is the head: where the chains end now. Keep it where whoever writes the database can't, and give it to --since the next time. Without
            one, who cuts off the end and what is kept of it, or makes all hashes anew, is not found.

            Examples:
              lintel audit verify samples/shop
              lintel audit verify shop.yaml --store postgres://auditor@db/shop --head > audit.head
              lintel audit verify shop.yaml --since "$(cat audit.head)"
            """)
        { contract, store.Option, since, head, json };
        command.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(contract);
            if (ContractFile.Read(path, terminal) is not { } model) return Task.FromResult(ExitCode.Failed);
            if (model.Audit is null) return Task.FromResult(terminal.Fail($"{path} has no 'audit': nothing is recorded of its writes"));
            var known = parsed.GetValue(since) is not { } text ? AuditHead.Empty
                : AuditHead.TryRead(text) ?? throw new MisuseException("--since is no head, which is CHAIN:NUMBER:HASH, several with commas, as 'lintel audit verify --head' prints it");
            return RunAsync(model, StoreUrl.Read(store, parsed, path, model), known, parsed.GetValue(head), parsed.GetValue(json), terminal, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(ServiceModel model, StoreUrl url, AuditHead known, bool headOnly, bool isJson, Terminal terminal, CancellationToken cancellation)
    {
        var store = url.OpenReadOnly(model, terminal.Clock);
        await using var _ = store.ConfigureAwait(false);
        AuditVerification found;
        using (Spinner.Begin(terminal, "reading the record"))
            found = await new AuditVerifier(new LintelEngine(model, store, terminal.Clock)).VerifyAsync(known, MostFindings, cancellation).ConfigureAwait(false);
        if (isJson) terminal.Out.WriteLine(Shared.Json(writer => Write(writer, found)));
        else
        {
            foreach (var finding in found.Findings) terminal.Error.WriteLine(finding.Detail);
            if (!headOnly) terminal.Out.WriteLine($"{found.Entries.ToString("N0", CultureInfo.InvariantCulture)} {(found.Entries == 1 ? "entry" : "entries")} of {url.Place}: {(found.Found == 0 ? "all as they were written" : Shared.Count(found.Found, "finding"))}");
            terminal.Out.WriteLine(headOnly ? found.Head.ToString() : $"head {found.Head}");
        }
        return found.Found == 0 ? ExitCode.Done : isJson ? ExitCode.Failed : terminal.Fail("the record is not as it was written");
    }

    private static void Write(Utf8JsonWriter writer, AuditVerification found)
    {
        writer.WriteStartObject();
        writer.WriteNumber("entries", found.Entries);
        writer.WriteNumber("found", found.Found);
        writer.WriteStartArray("findings");
        foreach (var finding in found.Findings)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(finding.Kind.ToString()));
            writer.WriteString("entry", finding.Entry);
            writer.WriteString("detail", finding.Detail);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteString("head", found.Head.ToString());
        writer.WriteEndObject();
    }
}
