using Lintel.Contract;
using Lintel.Model;

namespace Lintel.Http.Tests.OpenApi;

/// <summary>The sample contracts of this repository.</summary>
internal static class Samples
{
    public static string Root { get; } = FindRoot();

    public static ServiceModel Compile(string name)
    {
        var result = ContractCompiler.Compile(Path.Combine(Root, "samples", name, "contract.yaml"));
        return result.Model ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Lintel.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests must run inside the repository.");
        }
        return folder;
    }
}
