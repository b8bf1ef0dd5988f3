using Lintel.Contract;

namespace Lintel.Tests.Contract;

public sealed class DiagnosticTableTests
{
    public static TheoryData<string> Codes => [.. DiagnosticTable.All.Select(rule => rule.Code)];

    // What an example in a document can't hold.
    private static readonly Dictionary<string, Func<ContractResult>> Special = new()
    {
        ["LTL1002"] = () => ContractCompiler.Compile("/nowhere/shp.yaml"),
        ["LTL1003"] = () => Contracts.CompileBytes(new byte[(1 << 20) + 1]),
        ["LTL1004"] = () => Contracts.CompileBytes([.. "lintel: 1\nservice: caf"u8, 0xE9, .. "\n"u8]),
        ["LTL1005"] = () => Contracts.CompileBytes([.. "lintel: 1\nservice: caf"u8, 0, .. "\n"u8]),
        ["LTL1019"] = () => Contracts.InFolder(ContractCompiler.Compile),
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_wrong_example_of_each_rule_gives_exactly_that_code(string code)
    {
        var rule = DiagnosticTable.Find(code)!;
        var result = Special.TryGetValue(code, out var special) ? special() : Contracts.Compile(rule.Wrong);
        Assert.Equal([code], result.Diagnostics.Select(diagnostic => diagnostic.Code).Distinct());
        Assert.All(result.Diagnostics, diagnostic =>
        {
            Assert.Equal(rule.Severity, diagnostic.Severity);
            Assert.NotEmpty(diagnostic.Hint);
            Assert.True(diagnostic is { Line: > 0, Column: > 0, File.Length: > 0 });
        });
        Assert.Equal(rule.Severity == Severity.Warning, result.Model is not null);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_right_example_of_each_rule_is_clean(string code) =>
        Assert.Empty(Contracts.Compile(DiagnosticTable.Find(code)!.Right).Diagnostics);

    [Fact]
    public void Codes_are_unique_and_in_order()
    {
        var codes = DiagnosticTable.All.Select(rule => rule.Code).ToArray();
        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
    }
}
