using System.CommandLine;
using System.Net;
using Lintel.Cli.Logging;
using Microsoft.Extensions.Logging;

namespace Lintel.Cli.Commands;

/// <summary>What <c>lintel run</c> is told by flags and environment.</summary>
internal sealed record RunSettings(IReadOnlyList<string> Addresses, IReadOnlyList<string> Origins, LogLevel Level, LogFormat Format)
{
    public const string DefaultAddress = "http://127.0.0.1:8080";

    private static readonly Dictionary<string, LogLevel> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["trace"] = LogLevel.Trace,
        ["debug"] = LogLevel.Debug,
        ["information"] = LogLevel.Information,
        ["info"] = LogLevel.Information,
        ["warning"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
        ["none"] = LogLevel.None,
    };

    /// <summary>The flags, with their environment variables.</summary>
    internal sealed record Flags(Setting Urls, Setting Cors, Setting Level, Setting Log)
    {
        public static Flags For(Terminal terminal) => new(
            new Setting("--urls", "urls", "LINTEL_URLS", "The addresses to listen on, separated by semicolons.", DefaultAddress, terminal),
            new Setting("--cors", "origins", "LINTEL_CORS", "The origins that browsers may call from, separated by commas; * for any.", "none", terminal),
            new Setting("--log-level", "level", "LINTEL_LOG_LEVEL", "What is logged: trace, debug, information, warning, error or none.\ndebug tells how many statements each request took.", "information", terminal),
            new Setting("--log", "format", "LINTEL_LOG", "How it is logged: text, or json for one object a line.", "text on a terminal, json elsewhere", terminal));
    }

    /// <summary>Reads and checks them all.</summary>
    /// <exception cref="MisuseException">One means nothing.</exception>
    public static RunSettings Read(Flags flags, ParseResult parsed, Terminal terminal) => new(
        ReadAddresses(flags.Urls, parsed),
        flags.Cors.Read(parsed) is { } origins ? Split(origins, ',', flags.Cors, parsed, WhyNotOrigin) : [],
        flags.Level.Read(parsed) is not { } level ? LogLevel.Information
            : Levels.TryGetValue(level, out var known) ? known
            : throw flags.Level.Refuse(parsed, level, "it must be one of trace, debug, information, warning, error and none"),
        flags.Log.Read(parsed) switch
        {
            null => terminal.IsOutInteractive ? LogFormat.Text : LogFormat.Json,
            "text" => LogFormat.Text,
            "json" => LogFormat.Json,
            var format => throw flags.Log.Refuse(parsed, format, "it must be text or json"),
        });

    /// <summary>Reads and checks the addresses to listen on.</summary>
    /// <exception cref="MisuseException">One means nothing.</exception>
    public static IReadOnlyList<string> ReadAddresses(Setting urls, ParseResult parsed) => Split(urls.Read(parsed) ?? DefaultAddress, ';', urls, parsed, WhyNotAddress);

    private static string[] Split(string value, char separator, Setting setting, ParseResult parsed, Func<string, string?> why)
    {
        var parts = value.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0) throw setting.Refuse(parsed, value, why("")!);
        foreach (var part in parts)
        {
            if (why(part) is { } wrong) throw setting.Refuse(parsed, part, wrong);
        }
        return parts;
    }

    /// <summary>What is wrong with an address to listen on; null: nothing.</summary>
    internal static string? WhyNotAddress(string text)
    {
        // * and + stand for any address; a URI has no such host.
        var plain = text.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(plain, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            return $"an address to listen on is like {DefaultAddress} or http://*:8080";
        return uri.Host == "localhost" || IPAddress.TryParse(uri.Host, out _) ? null : "the host to listen on is an IP address, localhost, or * for any";
    }

    private static string? WhyNotOrigin(string text) =>
        text == "*" || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && text == uri.GetLeftPart(UriPartial.Authority))
            ? null
            : "an origin is like https://shop.example, without a path; * is any";
}
