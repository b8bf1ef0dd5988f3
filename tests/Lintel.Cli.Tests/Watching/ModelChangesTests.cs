using Lintel.Cli.Watching;
using Lintel.Contract;
using Lintel.Model;

namespace Lintel.Cli.Tests.Watching;

public sealed class ModelChangesTests
{
    [Theory]
    [InlineData("  a:\n    fields: { x: int }\n", "")]
    [InlineData("  a:\n    fields: { x: string }\n", "")]
    [InlineData("  a:\n    fields: { y: int }\n", "added a.y, removed a.x")]
    [InlineData("  b:\n    fields: { x: int }\n", "added b, removed a")]
    [InlineData("  a:\n    fields: { x: int, p: int, q: int, r: int, s: int, t: int }\n", "added a.p, added a.q, added a.r, added a.s, added a.t")]
    [InlineData("  a:\n    fields: { p: int, q: int, r: int, s: int, t: int, u: int }\n", "added a.p, added a.q, added a.r, added a.s, added a.t, 2 more changes")]
    public void Resources_and_fields_that_came_and_went_are_named_up_to_five(string now, string expected) =>
        Assert.Equal(expected, string.Join(", ", ModelChanges.Between(Model("  a:\n    fields: { x: int }\n"), Model(now))));

    private static ServiceModel Model(string resources)
    {
        using var workspace = new Workspace();
        return ContractCompiler.Compile(workspace.Write("contract.yaml", $"lintel: 1\nservice: test\nresources:\n{resources}")).Model!;
    }
}
