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
        var caller = new CallerFlags();
        var expires = new Option<string>("--expires") { Description = "How long the token holds, such as 30s, 15m, 8h or 7d.\n[default: 1h]", HelpName = "time", DefaultValueFactory = _ => "1h" };
        var command = new Command("token", """
            Makes a token for development, signed with the key beside the contract. Its last line is the token.
            Only a server that was started with this key accepts it: 'lintel run', while the contract names no issuer.

            Examples:
              lintel token shop.yaml --sub alice --role admin
              curl -H "Authorization: Bearer $(lintel token shop.yaml --sub alice --claim tenant=north | tail -n 1)" http://127.0.0.1:8080/v1/orders
            """)
        { contract, expires };
        foreach (var option in caller.Options) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(contract);
            if (Duration.Read(parsed.GetRequiredValue(expires)) is not { } span || span > Longest)
                throw new MisuseException($"--expires is '{parsed.GetValue(expires)}', but it must be like 30s, 15m, 8h or 7d, and at most 365d");
            var (id, roles, claims) = (caller.Id(parsed), caller.Roles(parsed), caller.Claims(parsed));
            if (ContractFile.Read(path, terminal) is not { } model) return ExitCode.Failed;
            if (model.Auth is not { } auth) return terminal.Fail($"{path} has no 'auth': its service asks nobody who they are");
            if (auth.Issuer is { } issuer) return terminal.Fail($"tokens for this service are made by its issuer, {issuer}; a development key is for contracts without one");
            var now = terminal.Clock.GetUtcNow();
            var token = DevelopmentKeyFile.Open(path, model).Mint(auth, id, roles, claims, now, span);
            terminal.Error.WriteLine($"for development: {id}{(roles.Count == 0 ? "" : $" with {string.Join(", ", roles)}")}, until {now + span:u}");
            terminal.Out.WriteLine(token);
            return ExitCode.Done;
        });
        return command;
    }
}
