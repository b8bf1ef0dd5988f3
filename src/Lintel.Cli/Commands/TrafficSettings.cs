using System.CommandLine;
using System.Globalization;
using Lintel.Engine.Admission;
using Lintel.Http;

namespace Lintel.Cli.Commands;

/// <summary>How much at once <c>lintel run</c> takes, by flags and environment.</summary>
internal sealed record TrafficSettings(AdmissionOptions Admission, ConnectionOptions Connections)
{
    private const int Most = 1_000_000;

    /// <summary>The flags, with their environment variables.</summary>
    internal sealed record Flags(Setting Waiting, Setting Connections, Setting PerAddress)
    {
        public static Flags For(Terminal terminal) => new(
            new Setting("--queue", "requests", "LINTEL_QUEUE", "How many requests may wait for the database; more are refused at once.", "1000", terminal),
            new Setting("--connections", "count", "LINTEL_CONNECTIONS", "How many connections there may be; more are closed at once.", "10000", terminal),
            new Setting("--connections-per-address", "count", "LINTEL_CONNECTIONS_PER_ADDRESS", "How many of them one address may have; behind a proxy all have the proxy's.", "a quarter of them", terminal));

        /// <summary>All of them, for the command.</summary>
        public IReadOnlyList<Option> Options => [Waiting.Option, Connections.Option, PerAddress.Option];
    }

    /// <summary>Reads and checks them all.</summary>
    /// <exception cref="MisuseException">One means nothing.</exception>
    public static TrafficSettings Read(Flags flags, ParseResult parsed)
    {
        var (admission, connections) = (new AdmissionOptions(), new ConnectionOptions());
        return new TrafficSettings(
            admission with { Waiting = Number(flags.Waiting, parsed, 0) ?? admission.Waiting },
            connections with { Most = Number(flags.Connections, parsed, 1) ?? connections.Most, MostPerAddress = Number(flags.PerAddress, parsed, 1) });
    }

    private static int? Number(Setting setting, ParseResult parsed, int least)
    {
        if (setting.Read(parsed) is not { } text) return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= Most
            ? number
            : throw setting.Refuse(parsed, text, string.Create(CultureInfo.InvariantCulture, $"it must be a whole number from {least} to {Most}"));
    }
}
