using System.CommandLine;
using System.Globalization;
using Lintel.Cli.Commands;
using Lintel.Model;

namespace Lintel.Cli.Observing;

/// <summary>What of a server is seen from outside, and where.</summary>
/// <param name="Metrics">The address at which Prometheus finds <c>/metrics</c>; null: nowhere.</param>
/// <param name="ExportsTraces">Whether traces are sent by OTLP.</param>
/// <param name="ExportsMetrics">Whether metrics are sent by OTLP.</param>
/// <param name="SlowStatement">From when on a statement is logged as slow; null: none is.</param>
internal sealed record ObserveSettings(string? Metrics, bool ExportsTraces, bool ExportsMetrics, TimeSpan? SlowStatement)
{
    private static readonly TimeSpan DefaultSlow = TimeSpan.FromMilliseconds(100);

    /// <summary>The flags, with their environment variables.</summary>
    internal sealed record Flags(Setting Metrics, Setting Slow)
    {
        public static Flags For(Terminal terminal) => new(
            new Setting("--metrics", "url", "LINTEL_METRICS", "An address of its own for Prometheus, which finds /metrics there: http://127.0.0.1:9464.", "none", terminal),
            new Setting("--slow", "time", "LINTEL_SLOW", "Log each statement that takes this long, such as 100ms or 2s; off for none.", "the contract's slo p99, else 100ms", terminal));
    }

    /// <summary>Reads and checks them all, and the standard variables (OpenTelemetry, Environment Variable Specification).</summary>
    /// <exception cref="MisuseException">One means nothing.</exception>
    public static ObserveSettings Read(Flags flags, ParseResult parsed, ServiceModel model, Terminal terminal)
    {
        var metrics = flags.Metrics.Read(parsed);
        if (metrics?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) is true) throw flags.Metrics.Refuse(parsed, metrics, "metrics are served over http");
        if (metrics is not null && RunSettings.WhyNotAddress(metrics) is { } wrong) throw flags.Metrics.Refuse(parsed, metrics, wrong);
        var isDisabled = terminal.Variable("OTEL_SDK_DISABLED") is { } disabled && disabled.Equals("true", StringComparison.OrdinalIgnoreCase);
        return new ObserveSettings(
            metrics,
            !isDisabled && Exports("TRACES", terminal),
            !isDisabled && Exports("METRICS", terminal),
            Slow(flags.Slow, parsed, model));
    }

    /// <summary>Off unless a variable names an exporter, or where it sends to.</summary>
    private static bool Exports(string signal, Terminal terminal)
    {
        var variable = $"OTEL_{signal}_EXPORTER";
        return terminal.Variable(variable) switch
        {
            null => terminal.Variable("OTEL_EXPORTER_OTLP_ENDPOINT") is not null || terminal.Variable($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT") is not null,
            "otlp" => true,
            "none" => false,
            var other => throw new MisuseException($"{variable} is '{Setting.Shown(other)}', but it must be otlp or none{(signal == "METRICS" ? "; --metrics serves Prometheus" : "")}"),
        };
    }

    private static TimeSpan? Slow(Setting setting, ParseResult parsed, ServiceModel model)
    {
        if (setting.Read(parsed) is not { } text) return model.Objectives?.P99 ?? DefaultSlow;
        if (text == "off") return null;
        var (unit, end) = text.EndsWith("ms", StringComparison.Ordinal) ? (1, 2) : text.EndsWith('s') ? (1000, 1) : (0, 0);
        return unit > 0 && double.TryParse(text.AsSpan()[..^end], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count * unit <= int.MaxValue
            ? TimeSpan.FromMilliseconds(count * unit)
            : throw setting.Refuse(parsed, text, "it must be a time like 100ms or 2s, or off");
    }
}
