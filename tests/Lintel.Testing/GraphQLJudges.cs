using System.Text.Json;

namespace Lintel.Testing;

/// <summary>What independent tools say of a GraphQL service: its findings, none where all is well.</summary>
public static class GraphQLJudges
{
    /// <summary>The checks of graphql-http's audit that the server did not pass, the recommendations among them.</summary>
    public static async Task<IReadOnlyList<string>> AuditAsync(string endpoint)
    {
        using var told = await RunAsync("audit.mjs", endpoint);
        var checks = told.RootElement.GetProperty("checks").EnumerateArray().ToList();
        if (checks.Count < 60) return [$"Only {checks.Count} checks were made."];
        return [.. checks.Where(check => check.GetProperty("status").GetString() != "ok").Select(check => check.ToString())];
    }

    /// <summary>What graphql-js finds in the answer to its introspection query, and where that differs from an SDL file.</summary>
    public static async Task<IReadOnlyList<string>> IntrospectAsync(string endpoint, string schemaFile)
    {
        using var told = await RunAsync("introspect.mjs", endpoint, schemaFile);
        return [.. Strings(told.RootElement, "errors"), .. Strings(told.RootElement, "changes")];
    }

    /// <summary>What graphql-inspector finds wrong in documents against an SDL file.</summary>
    public static async Task<IReadOnlyList<string>> ValidateAsync(string schemaFile, params string[] documents)
    {
        using var told = await RunAsync("documents.mjs", [schemaFile, .. documents]);
        return [.. told.RootElement.GetProperty("findings").EnumerateArray().SelectMany(finding => Strings(finding, "errors"))];
    }

    /// <summary>Has relay-compiler compile documents against an SDL file; each file is a module, and its documents' names begin with the file's.</summary>
    public static async Task<RelayVerdict> CompileForRelayAsync(string schemaFile, params string[] documents)
    {
        using var told = await RunAsync("relay.mjs", [Judges.NewOutput("relay"), schemaFile, .. documents]);
        var said = told.RootElement.GetProperty("said").GetString()!;
        var persisted = told.RootElement.GetProperty("persisted").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);
        return new RelayVerdict(said.Length > 0 ? [said] : [], persisted);
    }

    /// <summary>Has urql play a script: the steps of <c>eng/judges/graphql/client.mjs</c>. Gives the answer of each step.</summary>
    public static async Task<JsonDocument> PlayAsync(string endpoint, string script)
    {
        var file = Path.Combine(Judges.NewOutput("urql"), "script.json");
        await File.WriteAllTextAsync(file, script);
        return await RunAsync("client.mjs", endpoint, file);
    }

    private static async Task<JsonDocument> RunAsync(string script, params string[] arguments)
    {
        var verdict = await Judges.RunAsync(Path.Combine("graphql", script), arguments);
        try
        {
            return JsonDocument.Parse(verdict.Output);
        }
        catch (JsonException)
        {
            throw new InvalidOperationException($"{script} said nothing that can be read.\n{verdict}");
        }
    }

    private static IEnumerable<string> Strings(JsonElement of, string name) => of.GetProperty(name).EnumerateArray().Select(item => item.GetString()!);
}

/// <summary>What relay-compiler made of documents.</summary>
/// <param name="Findings">What it found wrong; empty: nothing.</param>
/// <param name="Persisted">The operations as a client of Relay sends them, by the SHA-256 of their text.</param>
public sealed record RelayVerdict(IReadOnlyList<string> Findings, IReadOnlyDictionary<string, string> Persisted);
