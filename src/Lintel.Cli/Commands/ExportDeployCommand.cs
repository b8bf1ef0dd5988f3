using System.CommandLine;
using System.Text;
using System.Text.Json;
using Lintel.Cli.Deploying;
using Lintel.Contract;
using Lintel.Results;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel export deploy CONTRACT</c>: writes what a contract takes to run in containers.</summary>
internal static class ExportDeployCommand
{
    public static Command Create(Terminal terminal)
    {
        var contract = Shared.Contract();
        var folder = new Option<string>("--output", "-o") { Description = "The folder of the files, made where there is none.\n[default: deploy]", DefaultValueFactory = _ => "deploy", HelpName = "folder" };
        var image = new Option<string?>("--image") { Description = "The name and the tag of the image.\n[default: the service, its version and a checksum of the contract]", HelpName = "name" };
        var store = new Option<string>("--store") { Description = "Where rows are: postgres, or sqlite for one replica with a volume.\n[default: postgres]", DefaultValueFactory = _ => "postgres", HelpName = "kind" };
        store.AcceptOnlyFromAmong("postgres", "sqlite");
        var force = new Option<bool>("--force") { Description = "Write over files that somebody changed since they were written." };
        var json = new Option<bool>("--json") { Description = "Print the files and the numbers as JSON." };
        var command = new Command("deploy", """
            Writes what a contract takes to run in containers: a Dockerfile, a compose file and Kubernetes manifests, with the contract beside them.
            How many replicas there are follows from its slo. The same contract makes the same files.

            Examples:
              lintel export deploy samples/shop
              lintel export deploy samples/shop -o deploy --image registry.example/shop:1.4
              lintel export deploy shop.yaml --store sqlite --json

            Files that somebody changed are listed, and then nothing is written; --force writes over them.
            """)
        { contract, folder, image, store, force, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(image) is { } name && ImageName.WhyNot(name) is { } wrong) throw new MisuseException($"--image is '{name}', but {wrong}");
            var path = parsed.GetRequiredValue(contract);
            if (ContractFile.Read(path, terminal) is not { } model) return ExitCode.Failed;
            var files = DeployFiles.Contract(ContractCompiler.FindFiles(path), model);
            var kind = parsed.GetValue(store) == "sqlite" ? StoreKind.Sqlite : StoreKind.Postgres;
            var deployment = Deployment.Of(model, parsed.GetValue(image), DeployFiles.Checksum(files), kind);
            if (deployment.Name.Length > Deployment.MaxName) return terminal.Fail($"the service's name '{deployment.Name}' is longer than the {Deployment.MaxName} characters that names in Kubernetes leave");
            var target = parsed.GetRequiredValue(folder);
            // A compose.yaml beside them would be read as one of them.
            if (Directory.Exists(path) && Path.GetFullPath(path + '/') == Path.GetFullPath(target + '/')) return terminal.Fail($"the files can't lie among those of the contract, in {Shared.Shown(target)}; give another folder with -o");
            try
            {
                return Write(deployment, DeployFiles.Write(deployment, files), target, parsed.GetValue(force), parsed.GetValue(json), terminal);
            }
            catch (UnauthorizedAccessException exception)
            {
                return terminal.Fail($"can't write to {Shared.Shown(target)}: {exception.Message}");
            }
        });
        return command;
    }

    private static int Write(Deployment deployment, IReadOnlyList<DeployFile> files, string folder, bool force, bool json, Terminal terminal)
    {
        var target = new DeployFolder(folder);
        var (steps, edited) = target.Plan(files);
        if (edited.Count > 0 && !force)
        {
            return terminal.Fail($"somebody changed {string.Join(", ", edited)} in {Shared.Shown(folder)}, and nothing is written; --force writes over {(edited.Count == 1 ? "it" : "them")}");
        }
        target.Write(files, steps);
        if (json) terminal.Out.WriteLine(Json(deployment, folder, steps));
        else Tell(deployment, folder, steps, terminal.Out);
        if (deployment.Capacity.Shortfall is { } shortfall) terminal.Error.WriteLine($"note: {shortfall}");
        return ExitCode.Done;
    }

    private static void Tell(Deployment deployment, string folder, IReadOnlyList<(string Path, FileState State)> steps, TextWriter output)
    {
        foreach (var (path, state) in steps.Where(step => step.State != FileState.Unchanged)) output.WriteLine($"{Word(state),-8} {Path.Combine(Shared.Shown(folder), path)}");
        output.WriteLine($"{Shared.Shown(folder)} deploys {deployment.Image}: {Replicas(deployment.Capacity)}");
    }

    private static string Replicas(Capacity capacity) =>
        capacity.Replicas == capacity.MaxReplicas ? Shared.Count(capacity.Replicas, "replica") : $"{capacity.Replicas} to {Shared.Count(capacity.MaxReplicas, "replica")}";

    private static string Word(FileState state) => state switch
    {
        FileState.Created => "created",
        FileState.Changed => "changed",
        FileState.Unchanged => "unchanged",
        FileState.Removed => "removed",
    };

    private static string Json(Deployment deployment, string folder, IReadOnlyList<(string Path, FileState State)> steps)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = LeastEscaping.Instance }))
        {
            writer.WriteStartObject();
            writer.WriteString("folder", folder);
            writer.WriteString("image", deployment.Image);
            writer.WriteNumber("replicas", deployment.Capacity.Replicas);
            writer.WriteNumber("maxReplicas", deployment.Capacity.MaxReplicas);
            if (deployment.Store == StoreKind.Postgres) writer.WriteNumber("connectionsEach", deployment.Capacity.Pool);
            if (deployment.Capacity.Shortfall is { } shortfall) writer.WriteString("note", shortfall);
            writer.WriteStartArray("files");
            foreach (var (path, state) in steps)
            {
                writer.WriteStartObject();
                writer.WriteString("path", path);
                writer.WriteString("state", Word(state));
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
