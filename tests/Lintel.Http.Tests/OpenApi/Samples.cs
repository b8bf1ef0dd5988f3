using Lintel.Contract;
using Lintel.Model;

using Lintel.Testing;

namespace Lintel.Http.Tests.OpenApi;

/// <summary>The sample contracts of this repository.</summary>
internal static class Samples
{
    public static ServiceModel Compile(string name)
    {
        var result = ContractCompiler.Compile(Path.Combine(Golden.Repository, "samples", name, "contract.yaml"));
        return result.Model ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
