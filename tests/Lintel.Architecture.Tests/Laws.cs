namespace Lintel.Architecture.Tests;

/// <summary>Which assembly may use which, and what it may never name. Names end in * where any ending counts.</summary>
internal sealed record AssemblyLaw(string Name, string[] MayUse, string[] Never);

/// <summary>Which room (first namespace below Lintel) may use which.</summary>
internal sealed record RoomLaw(string Room, params string[] MayUse);

/// <summary>A type that a law lets pass, and why.</summary>
internal sealed record AllowedName(string Type, string Reason);

/// <summary>The laws of the house, all of them. A new assembly or room gets its row here, or the tests fail.</summary>
internal static class Laws
{
    private const string All = "*";

    private static readonly string[] Web = ["Microsoft.AspNetCore*"];
    private static readonly string[] Drivers = ["SQLitePCLRaw*", "Microsoft.Data.*", "Npgsql*"];

    public static readonly AssemblyLaw[] Assemblies =
    [
        //   assembly         may use                     never
        new("Lintel",        [],                         [.. Web, .. Drivers]),
        new("Lintel.Sql",    ["Lintel"],                 [.. Web, .. Drivers]),
        new("Lintel.Sqlite", ["Lintel", "Lintel.Sql"],   [.. Web, "Npgsql*"]),
        new("Lintel.Postgres", ["Lintel", "Lintel.Sql"], [.. Web, "SQLitePCLRaw*", "Microsoft.Data.*"]),
        new("Lintel.GraphQL", ["Lintel"],                [.. Web, .. Drivers]),
        new("Lintel.Redis",  ["Lintel"],                 [.. Web, .. Drivers]),
        new("Lintel.Http",   ["Lintel", "Lintel.GraphQL"], [.. Drivers, "StackExchange*"]),
        new("Lintel.Cli",    [All],                      []),
    ];

    public static readonly RoomLaw[] Rooms =
    [
        //   room          may use
        new("Errors"),
        new("Access"),
        // An expression names fields, and a resource holds its rules: two sides of one thing.
        new("Model",      "Errors", "Expressions"),
        new("Expressions", "Errors", "Model", "Access"),
        new("Contract",   "Errors", "Model", "Expressions"),
        new("Search"),
        new("Operations", "Errors", "Model", "Access"),
        new("Binding",    "Errors", "Model", "Operations", "Expressions", "Search", "Access"),
        new("Permissions", "Model", "Expressions", "Access"),
        new("Passes",     "Errors", "Model", "Operations", "Binding", "Expressions"),
        new("Results",    "Model", "Operations", "Binding"),
        new("Rates",      "Model"),
        new("Telemetry",  "Errors", "Operations", "Binding"),
        new("Stores",     "Errors", "Model", "Operations", "Binding", "Results", "Telemetry"),
        new("Adoption",   "Errors", "Model", "Contract", "Search", "Stores"),
        new("Engine",     All),
    ];

    /// <summary>Only these assemblies know who hosts them.</summary>
    public static readonly string[] FrontEnds = ["Lintel.Http", "Lintel.Cli"];

    public static readonly string[] HostTypes = ["Microsoft.AspNetCore.Http.HttpContext", "Microsoft.AspNetCore.Http.IHttpContextAccessor", "System.IServiceProvider"];

    public static readonly AllowedName[] AllowedHosts =
    [
        new("Lintel.GraphQL.Schema.ContractSchema", "A schema of graphql-dotnet has a provider; this one gives nothing, since all of its types are instances."),
    ];

    /// <summary>Names that say nothing of what a type does.</summary>
    public static readonly string[] VagueNames = ["*Manager", "*Helper", "*Helpers", "*Util*", "*Service"];

    public static readonly AllowedName[] AllowedNames = [];

    /// <summary>A file of more lines does more than one thing.</summary>
    public const int MaxLines = 500;

    public static bool Matches(string pattern, string name) => (pattern.StartsWith('*'), pattern.EndsWith('*')) switch
    {
        (true, true) => name.Contains(pattern.Trim('*'), StringComparison.Ordinal),
        (true, false) => name.EndsWith(pattern[1..], StringComparison.Ordinal),
        (false, true) => name.StartsWith(pattern[..^1], StringComparison.Ordinal),
        (false, false) => name == pattern,
    };
}
