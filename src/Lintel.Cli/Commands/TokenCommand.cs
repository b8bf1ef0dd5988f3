using System.CommandLine;
using Lintel.Cli.Securing;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel token CONTRACT</c>: makes a token for development.</summary>
internal static class TokenCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    public static Command Create(Terminal terminal)
    {
        var contract = Shared.Contract();
        var sub = new Option<string>("--sub") { Description = "Who the caller is: caller.id.", HelpName = "id", Required = true };
        var role = new Option<string[]>("--role") { Description = "A role of the caller; may be given several times.", HelpName = "role", DefaultValueFactory = _ => [] };
        var claim = new Option<string[]>("--claim") { Description = "Something else that is claimed of the caller; may be given several times.", HelpName = "name=value", DefaultValueFactory = _ => [] };
        var expires = new Option<string>("--expires") { Description = "How long the token holds, such as 30s, 15m, 8h or 7d.\n[default: 1h]", HelpName = "time", DefaultValueFactory = _ => "1h" };
        var command = new Command("token", """
            Makes a token for development, signed with the key beside the contract. Its last line is the token.
            Only a server that was started with this key accepts it: 'lintel run', while the contract names no issuer.

            Examples:
              lintel token shop.yaml --sub alice --role admin
              curl -H "Authorization: Bearer $(lintel token shop.yaml --sub alice --claim tenant=north | tail -n 1)" http://127.0.0.1:8080/v1/orders
            """)
        { contract, sub, role, claim, expires };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(contract);
            if (Duration.Read(parsed.GetRequiredValue(expires)) is not { } span || span > Longest)
                throw new MisuseException($"--expires is '{parsed.GetValue(expires)}', but it must be like 30s, 15m, 8h or 7d, and at most 365d");
            var claims = parsed.GetRequiredValue(claim).Select(Split).ToLookup(pair => pair.Name, pair => pair.Value);
            if (ContractFile.Read(path, terminal) is not { } model) return ExitCode.Failed;
            if (model.Auth is not { } auth) return terminal.Fail($"{path} has no 'auth': its service asks nobody who they are");
            if (auth.Issuer is { } issuer) return terminal.Fail($"tokens for this service are made by its issuer, {issuer}; a development key is for contracts without one");
            var now = terminal.Clock.GetUtcNow();
            var (id, roles) = (parsed.GetRequiredValue(sub), parsed.GetRequiredValue(role));
            if (id.Length == 0) throw new MisuseException("--sub is empty, but a caller has an id");
            var token = DevelopmentKeyFile.Open(path, model).Mint(auth, id, roles, claims, now, span);
            terminal.Error.WriteLine($"for development: {id}{(roles.Length == 0 ? "" : $" with {string.Join(", ", roles)}")}, until {now + span:u}");
            terminal.Out.WriteLine(token);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Reads <c>name=value</c>.</summary>
    /// <exception cref="MisuseException">It is something else.</exception>
    internal static (string Name, string Value) Split(string claim) => claim.IndexOf('=', StringComparison.Ordinal) is var at and > 0
        ? (claim[..at], claim[(at + 1)..])
        : throw new MisuseException($"--claim is '{claim}', but it must be like tenant=north");
}
