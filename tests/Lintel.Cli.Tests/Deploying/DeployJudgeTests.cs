using Lintel.Testing;

namespace Lintel.Cli.Tests.Deploying;

/// <summary>What the tools of others, and our own policy, say of the files: <c>eng/judges/deploy.mjs</c>.</summary>
public sealed class DeployJudgeTests
{
    [Fact]
    public async Task Judges_find_nothing()
    {
        using var workspace = new Workspace();
        var folders = new List<string>();
        foreach (var (sample, store) in new[] { ("shop", "postgres"), ("shop", "sqlite"), ("chinook", "postgres"), ("chinook", "sqlite") })
        {
            folders.Add(workspace.PathOf($"{sample}-{store}"));
            Assert.Equal(0, (await InProcess.RunAsync("export", "deploy", Path.Combine(Repository.Root, "samples", sample), "-o", folders[^1], "--store", store)).Code);
        }
        var verdict = await Judges.RunAsync("deploy.mjs", [.. folders]);
        Assert.True(verdict.ExitCode == 0, verdict.ToString());
    }

    [Fact]
    public async Task Judges_find_each_mistake()
    {
        (string File, string Right, string Wrong, string Finding)[] mistakes =
        [
            ("Dockerfile", "EXPOSE", "EXPSE", "Unknown instruction: EXPSE"),
            ("Dockerfile", "USER 10001:10001", "USER root", "does not run as a user other than root"),
            ("Dockerfile", "debian:13-slim", "debian:latest", "of :latest"),
            ("compose.yaml", "  cap_drop: [ALL]", "  cap_drp: [ALL]", "must NOT have additional properties"),
            ("compose.yaml", "  read_only: true", "  read_only: false", "web-shop can write to its root"),
            ("compose.yaml", "image: postgres:17", "image: postgres", "database runs an image without a tag"),
            ("compose.yaml", "\"127.0.0.1:8080:8080\"", "\"8080:8080\"", "web-shop opens 8080:8080 to others"),
            ("compose.yaml", "condition: service_healthy", "condition: service_started", "migrate does not wait until database is ready"),
            ("kubernetes/deployment.yaml", "readOnlyRootFilesystem", "readOnlyRootFileSystem", "'\"readOnlyRootFileSystem\"' does not exist in type 'SecurityContext'"),
            ("kubernetes/deployment.yaml", "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "lintel can write to its root"),
            ("kubernetes/deployment.yaml", "sleep: { seconds: 5 }", "sleep: {}", "Property 'seconds' is missing"),
            ("kubernetes/deployment.yaml", "terminationGracePeriodSeconds: 40", "terminationGracePeriodSeconds: 30", "is killed before it has drained"),
            ("kubernetes/deployment.yaml", "readinessProbe:", "readynessProbe:", "does not exist in type 'Container'"),
            ("kubernetes/deployment.yaml", "path: /livez", "path: /readyz", "is started anew where it is not ready"),
            ("kubernetes/deployment.yaml", "runAsNonRoot: true", "runAsNonRoot: false", "may run as root"),
            ("kubernetes/deployment.yaml", "image: web-shop:v1-", "image: web-shop:latest #", "runs an image without a tag"),
            ("kubernetes/deployment.yaml", "memory: 384Mi", "memory: lots", "does not say how much memory it takes"),
            ("kubernetes/deployment.yaml", "postgres://$(DATABASE_USER)@", "postgres://shop:secret@", "has a secret in LINTEL_STORE"),
            ("kubernetes/service.yaml", "selector:\n    app.kubernetes.io/name: web-shop", "selector:\n    app.kubernetes.io/name: shop", "Service does not find the pods"),
            ("kubernetes/service-account.yaml", "automountServiceAccountToken: false", "", "ServiceAccount has a token"),
            ("kubernetes/horizontal-pod-autoscaler.yaml", "minReplicas: 3", "minReplicas: 1", "does not keep two replicas"),
            ("kubernetes/kustomization.yaml", "  - service.yaml\n", "", "kustomization.yaml leaves out service.yaml"),
        ];
        using var shop = new WebShop();
        (await shop.ExportAsync()).Success();
        var folders = new List<string>();
        foreach (var (file, right, wrong, _) in mistakes)
        {
            var folder = Path.Combine(shop.Contract, $"mistake-{folders.Count}");
            foreach (var (path, text) in shop.Files())
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
                if (path == file) Assert.Contains(right, text, StringComparison.Ordinal);
                await File.WriteAllTextAsync(Path.Combine(folder, path), path == file ? text.Replace(right, wrong, StringComparison.Ordinal) : text, TestContext.Current.CancellationToken);
            }
            folders.Add(folder);
        }
        var verdict = await Judges.RunAsync("deploy.mjs", [.. folders]);
        Assert.Equal(1, verdict.ExitCode);
        var findings = verdict.Output.Split('\n');
        Assert.All(mistakes.Zip(folders), pair => Assert.Contains(findings, line => line.StartsWith(pair.Second + '/', StringComparison.Ordinal) && line.Contains(pair.First.Finding, StringComparison.Ordinal)));
    }
}
