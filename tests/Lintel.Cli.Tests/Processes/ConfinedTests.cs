using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Lintel.Cli.Tests.Deploying;

namespace Lintel.Cli.Tests.Processes;

/// <summary>A server that is kept as what <c>lintel export deploy</c> writes keeps it: without rights, and with nothing to write to but two folders.</summary>
public sealed class ConfinedTests
{
    [Fact]
    public async Task A_server_without_rights_on_a_root_that_can_t_be_written_to_serves_and_stops()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can take a process's rights, and its root.");
        using var shop = new WebShop();
        (await shop.ExportAsync("--store", "sqlite")).Success();
        var data = Directory.CreateDirectory(shop.PathOf("rows")).FullName;
        // Migrated first, as an init container does it.
        using (var migrating = Confined(shop, data, "migrate", "apply", "/contract"))
        {
            var said = await migrating.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await migrating.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(migrating.ExitCode == 0, said + await migrating.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            Assert.Contains("data/web-shop.db (SQLite) is up to date after 1 step", said, StringComparison.Ordinal);
        }

        await using var server = ServerProcess.Launch("unshare", Arguments(shop, data, "run", "/contract", "--urls", "http://127.0.0.1:0"));
        server.Process.OutputDataReceived += (_, _) => { };
        server.Process.BeginOutputReadLine();
        await server.ServingAsync();
        var status = await File.ReadAllTextAsync($"/proc/{server.Process.Id}/status", TestContext.Current.CancellationToken);
        Assert.Matches(@"(?m)^Uid:\s10001\s10001\s10001\s10001$", status);
        Assert.Matches(@"(?m)^NoNewPrivs:\s1$", status);
        Assert.All(["Inh", "Prm", "Eff", "Bnd", "Amb"], set => Assert.Matches($@"(?m)^Cap{set}:\s0{{16}}$", status));

        using var client = new HttpClient { BaseAddress = server.Address };
        Assert.Contains("ines@shop.example", await client.GetStringAsync("/v1/customers", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        // More than is kept in memory: it goes through the folder for temporary files.
        using var rows = new ByteArrayContent(Encoding.UTF8.GetBytes("email\n" + string.Concat(Enumerable.Range(0, 20_000).Select(number => $"customer-{number}@shop.example\n"))));
        rows.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var imported = await client.PostAsync("/v1/customers", rows, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, imported.StatusCode);

        // Nothing is left there: no socket by which others could look into the process.
        Assert.Empty(Directory.EnumerateFileSystemEntries($"/proc/{server.Process.Id}/root/tmp"));
        Assert.All(Directory.EnumerateFiles(data), file => Assert.StartsWith("web-shop.db", Path.GetFileName(file)));
        using (var probing = Confined(shop, data, "probe", "--urls", $"http://127.0.0.1:{server.Port}"))
        {
            await probing.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, probing.ExitCode);
        }
        server.Signal(ServerProcess.Terminate);
        Assert.Equal(0, await server.EndedAsync());
    }

    private static Process Confined(WebShop shop, string data, params string[] command) =>
        Process.Start(new ProcessStartInfo("unshare", Arguments(shop, data, command)) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    // With the environment that the image has.
    private static string[] Arguments(WebShop shop, string data, params string[] command)
    {
        var environment = Regex.Matches(shop.Files()["Dockerfile"], @"(?m)^(?:ENV|   ) ([A-Za-z_]+=\S+)").Select(match => match.Groups[1].Value);
        return
        [
            "--mount", Path.Combine(Repository.Root, "tests/Lintel.Cli.Tests/Processes/confined.sh"), data,
            $"{Path.GetDirectoryName(Environment.ProcessPath)}=/dotnet", $"{Path.GetDirectoryName(Repository.CommandLine)}=/opt/lintel", $"{shop.PathOf("contract")}=/contract",
            "--", .. environment, "/dotnet/dotnet", "/opt/lintel/Lintel.Cli.dll", .. command,
        ];
    }
}
