using System.CommandLine;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel probe</c>: asks a server whether it is ready, for health checks of images that have no other program.</summary>
internal static class ProbeCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static Command Create(Terminal terminal)
    {
        var urls = RunSettings.Flags.For(terminal).Urls;
        var command = new Command("probe", """
            Asks a server on this machine for /readyz. Ends with 0 if it can serve, with 1 if it can't, or does not answer within 4 seconds.

            Examples:
              lintel probe
              lintel probe --urls http://127.0.0.1:8081
            """)
        { urls.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            var address = new Uri(Reachable(RunSettings.ReadAddresses(urls, parsed)[0]), "/readyz");
            using var handler = new SocketsHttpHandler { UseProxy = false };
            // The certificate is made out to a name that callers know, and nobody else is behind an address of this machine.
            if (address.IsLoopback) handler.SslOptions.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null;
            using var client = new HttpClient(handler) { Timeout = Patience };
            try
            {
                using var answer = await client.GetAsync(address, cancellation).ConfigureAwait(false);
                var status = (int)answer.StatusCode;
                if (!answer.IsSuccessStatusCode) return terminal.Fail($"{address} answers {status}");
                terminal.Out.WriteLine($"{address} answers {status}");
                return ExitCode.Done;
            }
            catch (HttpRequestException exception)
            {
                return terminal.Fail($"{address} does not answer: {exception.Message}");
            }
            catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return terminal.Fail($"{address} does not answer within {Patience.TotalSeconds:0} s");
            }
        });
        return command;
    }

    // What listens on any address listens on this one too.
    private static Uri Reachable(string address) => new(address
        .Replace("://*", "://127.0.0.1", StringComparison.Ordinal).Replace("://+", "://127.0.0.1", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal).Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal));
}
