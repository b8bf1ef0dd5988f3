namespace Lintel.Cli.Tests.Deploying;

/// <summary>A contract of two files and a seed, and where its deployment is written.</summary>
internal sealed class WebShop : IDisposable
{
    private readonly Workspace _workspace = new();

    public WebShop(string objectives = "{ p99: 100ms, peak: 4000/s, availability: 99.95% }", string name = "webShop")
    {
        _workspace.Write("shop/contract.yaml", $$"""
            lintel: 1
            service: {{name}}
            slo: {{objectives}}
            seed: data/
            resources:
              customer: { fields: { email: email unique } }
            """);
        _workspace.Write("shop/order.yaml", "resources:\n  order: { fields: { customer: customer } }\n");
        _workspace.Write("shop/data/customer.csv", "email\nines@shop.example\n");
        _workspace.Write("shop/data/README.md", "Not a seed.\n");
    }

    /// <summary>Where the deployment is written.</summary>
    public string Folder => _workspace.PathOf("out");

    public string Contract => _workspace.PathOf("shop");

    public string PathOf(string file) => Path.Combine(Folder, file);

    public Task<Ran> ExportAsync(params string[] options) => InProcess.RunAsync(["export", "deploy", Contract, "-o", Folder, .. options]);

    /// <summary>What lies in the folder, by its path with <c>/</c>.</summary>
    public SortedDictionary<string, string> Files() => new(
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'), File.ReadAllText), StringComparer.Ordinal);

    public void Dispose() => _workspace.Dispose();
}
