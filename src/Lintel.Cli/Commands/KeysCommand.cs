using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Lintel.Http.Auth;
using Lintel.Model;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel keys create|list|revoke CONTRACT</c>: the API keys of programs that can't sign in.</summary>
internal static class KeysCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(730);

    public static Command Create(Terminal terminal) => new("keys", """
        API keys for programs that can't sign in. Their file has hashes only; servers follow its changes within a second.

        Examples:
          lintel keys create shop.yaml --sub importer --role clerk --expires 90d
          lintel keys list shop.yaml
          lintel keys revoke shop.yaml 3f9a0c41d2e7
        """)
    {
        Make(terminal),
        List(terminal),
        Revoke(terminal),
    };

    /// <summary>Where the keys are.</summary>
    public static Setting File(Terminal terminal) => new("--keys", "path", "LINTEL_KEYS", "The file of the API keys.", ".lintel/SERVICE.keys beside the contract", terminal);

    /// <summary>The file that a setting names.</summary>
    public static ApiKeyFile FileOf(Setting setting, ParseResult parsed, string contract, ServiceModel model) =>
        new(setting.Read(parsed) ?? Path.Combine(ContractFile.Folder(contract), ".lintel", model.Name + ".keys"));

    private static Command Make(Terminal terminal)
    {
        var (contract, file) = (Shared.Contract(), File(terminal));
        var caller = new CallerFlags();
        var expires = new Option<string>("--expires") { Description = "How long the key holds, such as 12h or 90d; at most 730d.\n[default: 90d]", HelpName = "time", DefaultValueFactory = _ => "90d" };
        var command = new Command("create", """
            Makes a key. Its last line is the key, which is nowhere else: keep it where secrets are kept. It is sent as a token is: Authorization: Bearer KEY.

            Examples:
              lintel keys create shop.yaml --sub importer --role clerk --claim tenant=north --expires 90d
            """)
        { contract, expires, file.Option };
        foreach (var option in caller.Options) command.Options.Add(option);
        command.SetAction(parsed => Change(parsed, contract, file, terminal, keys =>
        {
            if (Duration.Read(parsed.GetRequiredValue(expires)) is not { } span || span > Longest)
                throw new MisuseException($"--expires is '{parsed.GetValue(expires)}', but it must be like 12h or 90d, and at most 730d");
            var claims = caller.Claims(parsed).ToDictionary(values => values.Key, IReadOnlyList<string> (values) => [.. values], StringComparer.Ordinal);
            var (key, text) = ApiKey.Create(caller.Id(parsed), caller.Roles(parsed), claims, terminal.Clock.GetUtcNow(), span);
            return ([.. keys, key], () =>
            {
                terminal.Error.WriteLine($"key {key.Id}: {Who(key)}, until {Day(key.Expires)}");
                terminal.Out.WriteLine(text);
            }
            );
        }));
        return command;
    }

    private static Command List(Terminal terminal)
    {
        var (contract, file) = (Shared.Contract(), File(terminal));
        var json = new Option<bool>("--json") { Description = "Print them as a JSON array." };
        var command = new Command("list", """
            Lists the keys, those that expired or were revoked among them.

            Examples:
              lintel keys list shop.yaml
              lintel keys list shop.yaml --json
            """)
        { contract, json, file.Option };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(contract);
            if (ContractFile.Read(path, terminal) is not { } model) return ExitCode.Failed;
            var (kept, now) = (FileOf(file, parsed, path, model), terminal.Clock.GetUtcNow());
            return Try(kept, terminal, () =>
            {
                var keys = kept.Read();
                if (parsed.GetValue(json)) terminal.Out.WriteLine(Shared.Json(writer => Write(writer, keys, now)));
                else foreach (var key in keys) terminal.Out.WriteLine($"{key.Id}  {State(key, now),-8}  until {Day(key.Expires)}  {Who(key)}");
                return ExitCode.Done;
            });
        });
        return command;
    }

    private static Command Revoke(Terminal terminal)
    {
        var (contract, file) = (Shared.Contract(), File(terminal));
        var which = new Argument<string>("id") { Description = "The key's id, as 'list' shows it." };
        var command = new Command("revoke", """
            Takes a key back: no server accepts it a second later.

            Examples:
              lintel keys revoke shop.yaml 3f9a0c41d2e7
            """)
        { contract, which, file.Option };
        command.SetAction(parsed => Change(parsed, contract, file, terminal, keys =>
        {
            var id = parsed.GetRequiredValue(which);
            if (keys.FirstOrDefault(key => key.Id == id) is not { } found) throw new MisuseException($"there is no key '{id}'; 'lintel keys list' shows those that there are");
            var now = terminal.Clock.GetUtcNow();
            return ([.. keys.Select(key => key == found ? key with { Revoked = key.Revoked ?? now } : key)], () => terminal.Out.WriteLine($"revoked {id}: {Who(found)}"));
        }));
        return command;
    }

    private static int Change(ParseResult parsed, Argument<string> contract, Setting file, Terminal terminal, Func<IReadOnlyList<ApiKey>, (IReadOnlyList<ApiKey> Keys, Action Tell)> change)
    {
        var path = parsed.GetRequiredValue(contract);
        if (ContractFile.Read(path, terminal) is not { } model) return ExitCode.Failed;
        if (model.Auth is null) return terminal.Fail($"{path} has no 'auth': its service asks nobody who they are");
        var kept = FileOf(file, parsed, path, model);
        return Try(kept, terminal, () =>
        {
            Action? tell = null;
            kept.Change(keys =>
            {
                (var changed, tell) = change(keys);
                return changed;
            });
            // Told when it is kept, and not before.
            tell!();
            return ExitCode.Done;
        });
    }

    private static int Try(ApiKeyFile file, Terminal terminal, Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return terminal.Fail($"{Shared.Shown(file.Path)}: {exception.Message.TrimEnd('.')}");
        }
    }

    private static string State(ApiKey key, DateTimeOffset now) => key.Revoked is not null ? "revoked" : now >= key.Expires ? "expired" : "valid";

    private static string Who(ApiKey key) => $"{key.Caller}{(key.Roles.Count == 0 ? "" : $" with {string.Join(", ", key.Roles)}")}";

    private static string Day(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<ApiKey> keys, DateTimeOffset now)
    {
        writer.WriteStartArray();
        foreach (var key in keys)
        {
            writer.WriteStartObject();
            writer.WriteString("id", key.Id);
            writer.WriteString("state", State(key, now));
            writer.WriteString("caller", key.Caller);
            writer.WriteStartArray("roles");
            foreach (var role in key.Roles) writer.WriteStringValue(role);
            writer.WriteEndArray();
            writer.WriteString("created", key.Created);
            writer.WriteString("expires", key.Expires);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
