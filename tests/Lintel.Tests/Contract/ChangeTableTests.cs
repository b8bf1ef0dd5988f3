using Lintel.Contract;
using Lintel.Contract.Changes;
using Lintel.Testing;

namespace Lintel.Tests.Contract;

/// <summary>The audit of the table of changes.</summary>
public sealed class ChangeTableTests
{
    private const string Item = "item:\n  fields:\n    name: string\n";

    public static TheoryData<string, string, string> Pairs => new()
    {
        { "LTC101", Item, Item + "box:\n  fields:\n    name: string\n" },
        { "LTC102", Item + "box:\n  fields:\n    name: string\n", Item },
        { "LTC103", Item, "item:\n  plural: articles\n  fields:\n    name: string\n" },
        { "LTC201", Item, Item + "    note: string?\n" },
        { "LTC201", Item, Item + "    rank: int = 0\n" },
        { "LTC202", Item, Item + "    rank: int\n" },
        { "LTC203", Item + "    rank: int\n", Item },
        { "LTC204", Item + "    rank: int\n", Item + "    rank: bool\n" },
        { "LTC205", Item + "    rank: int\n", Item + "    rank: int?\n" },
        { "LTC206", Item + "    rank: int?\n", Item + "    rank: int\n" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_change_is_found_by_its_rule_and_by_no_other(string code, string old, string @new) => Assert.Equal([code], Codes(old, @new));

    [Fact]
    public void Every_rule_has_a_code_of_its_own_and_a_pair_of_contracts()
    {
        Assert.Equal(ChangeTable.Rules.Count, ChangeTable.Rules.Select(rule => rule.Code).Distinct().Count());
        Assert.Equal(ChangeTable.Rules.Select(rule => rule.Code).Order(), Pairs.Select(pair => pair.Data.Item1).Distinct().Order());
    }

    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public void A_sample_differs_in_nothing_from_itself(string name)
    {
        var path = Path.Combine(Golden.Repository, "samples", name);
        Assert.Empty(ChangeTable.Compare(new ModelPair(ContractCompiler.Compile(path).Model!, ContractCompiler.Compile(path).Model!)));
    }

    [Fact]
    public void Any_two_contracts_are_compared_and_each_differs_in_nothing_from_itself()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            Assert.Empty(Codes(RandomContract.Write(seed), RandomContract.Write(seed)));
            Codes(RandomContract.Write(seed), RandomContract.Write(seed + 1));
        }
    }

    private static string[] Codes(string old, string @new) =>
        [.. ChangeTable.Compare(new ModelPair(Contracts.Model(old), Contracts.Model(@new))).Select(change => change.Rule.Code)];
}
