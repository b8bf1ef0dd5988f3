using System.Text;
using Lintel.Contract;
using Lintel.Contract.Changes;
using Lintel.Testing;

namespace Lintel.Tests.Contract;

/// <summary>The audit of the table of changes.</summary>
public sealed class ChangeTableTests
{
    public static TheoryData<string> Codes => [.. ChangeTable.All.Select(rule => rule.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_example_of_each_rule_is_told_by_it_and_by_no_other_that_is_not_named(string code)
    {
        var rule = ChangeTable.All.Single(rule => rule.Code == code);
        var changes = Compare(rule.Before, rule.After);
        Assert.Equal(rule.Along.Append(code).Order(), changes.Select(change => change.Rule.Code).Order());
        Assert.All(changes, change => Assert.True(change is { File: "contract.yaml", Line: > 0, Column: > 0, Subject.Length: > 0, Detail.Length: > 0 }));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_example_of_each_rule_differs_in_nothing_from_itself(string code)
    {
        var rule = ChangeTable.All.Single(rule => rule.Code == code);
        Assert.Empty(Compare(rule.Before, rule.Before));
        Assert.Empty(Compare(rule.After, rule.After));
    }

    [Fact]
    public void Codes_are_unique_and_in_order()
    {
        var codes = ChangeTable.All.Select(rule => rule.Code).ToArray();
        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
    }

    [Fact]
    public void What_breaks_something_says_what_to_do_instead() =>
        Assert.All(ChangeTable.All.Where(rule => rule.Clients == Impact.Breaking || rule.Data == Impact.Breaking), rule => Assert.NotNull(rule.Instead));

    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public void A_sample_differs_in_nothing_from_itself(string name)
    {
        var path = Path.Combine(Golden.Repository, "samples", name);
        Assert.Empty(ContractComparison.Compare(ContractCompiler.Compile(path), ContractCompiler.Compile(path)));
    }

    [Fact]
    public void Any_two_contracts_are_compared_and_each_differs_in_nothing_from_itself()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var contract = RandomContract.Write(seed);
            Assert.Empty(Compare(contract, contract));
            Assert.NotEmpty(Compare(contract, RandomContract.Write(seed + 1)));
        }
    }

    [Fact]
    public void Any_two_examples_are_compared()
    {
        var examples = ChangeTable.All.SelectMany(rule => new[] { rule.Before, rule.After }).Distinct().Select(Sound).ToArray();
        foreach (var old in examples)
        {
            foreach (var @new in examples) ContractComparison.Compare(old, @new);
        }
    }

    private static IReadOnlyList<Change> Compare(string old, string @new) => ContractComparison.Compare(Sound(old), Sound(@new));

    private static ContractResult Sound(string contract)
    {
        var result = ContractCompiler.Compile([new ContractText("contract.yaml", Encoding.UTF8.GetBytes(Contracts.Complete(contract)))]);
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return result;
    }
}
