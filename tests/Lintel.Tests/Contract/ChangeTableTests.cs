using System.Text;
using Lintel.Contract;
using Lintel.Contract.Changes;
using Lintel.Contract.Language;
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

    // What one rule tells in several ways, and what must not be taken for a change.
    [Theory]
    [InlineData("    rank: int\n", "    rank: { type: int }\n")]
    [InlineData("    code: string\n", "    code: string(..255)\n")]
    [InlineData("    rank: int >= 0 = 0\n", "    rank:   int   = 0 \n", "LTC312")]
    [InlineData("    rank: int > 0\n", "    rank: int >= 0\n", "LTC312")]
    [InlineData("    rank: int >= 0 <= 9\n", "    rank: int >= 1 <= 10\n", "LTC311", "LTC312")]
    [InlineData("    price: decimal(5,2) >= 1\n", "    price: decimal(8,3) >= 1\n", "LTC221")]
    [InlineData("    price: decimal(5,2)\n", "    price: decimal(5,3)\n", "LTC222")]
    [InlineData("    size: enum(small, large)\n", "    size: string(..20)\n", "LTC221")]
    [InlineData("    size: enum(small, large)\n", "    size: string(..4)\n", "LTC222")]
    [InlineData("    size: enum(a, b)\n", "    size: enum(b, c)\n", "LTC224", "LTC225")]
    [InlineData("    mail: email\n", "    mail: string(..254)\n", "LTC223")]
    [InlineData("    mail: email\n", "    mail: string(..100)\n", "LTC223", "LTC313")]
    [InlineData("    tags: int[]\n", "    tags: int\n", "LTC222")]
    [InlineData("    rank: int?\n", "    rank: int = 1\n", "LTC302", "LTC306")]
    [InlineData("    rank: int?\n", "    rank: int? = 1\n", "LTC306")]
    [InlineData("    day: date = 2026-01-31\n", "    day: date = now()\n", "LTC306")]
    [InlineData("    rank: int?\n", "    code: { type: int?, was: rank }\n", "LTC209")]
    [InlineData("    rank: int?\n", "    code: { type: int?, column: rank }\n", "LTC209")]
    [InlineData("    rank: int?\n", "    code: int?\n", "LTC201", "LTC206")]
    [InlineData("", "    code: string? unique\n", "LTC201")]
    [InlineData("", "    code: string unique = x\n", "LTC201", "LTC321")]
    [InlineData("    code: string unique\n", "", "LTC206")]
    [InlineData("    code: string unique\n", "    label: { type: string unique, was: code }\n", "LTC209")]
    [InlineData("    rank: int\n  queries: [{ filter: [rank] }]\n", "    size: { type: int, was: rank }\n  queries: [{ filter: [size] }]\n", "LTC209")]
    [InlineData("    note: string? searchable\n", "    note: string? searchable\n  search: { typos: true }\n", "LTC534")]
    [InlineData("  managed: [version]\n", "  managed: []\n", "LTC208")]
    [InlineData("  managed: []\n", "  managed: [version]\n", "LTC201")]
    [InlineData("  managed: []\n", "  managed: [createdAt]\n", "LTC203")]
    [InlineData("  rules: [name != 'a']\n", "  rules: [\"not (name == 'a')\"]\n", "LTC501", "LTC502")]
    [InlineData("  rules: [name != 'a']\n", "  rules: [\"name  !=  'a'\"]\n", "LTC504")]
    public void A_change_of_an_item_is_told_as_what_it_is(string old, string @new, params string[] codes) =>
        Assert.Equal(codes, Compare($"item:\n  fields:\n    name: string\n{old}", $"item:\n  fields:\n    name: string\n{@new}").Select(change => change.Rule.Code).Order());

    [Theory]
    [InlineData("input: { a: int }, set: { rank: 1, size: 2 }", "input: { a: { type: int } }, set: { size: 2, rank: 1 }")]
    [InlineData("set: { rank: 1 }", "set: { rank: 1, size: 2 }", "LTC517")]
    [InlineData("input: { a: int }, set: { rank: 1 }", "input: { a: int? }, set: { rank: 1 }", "LTC542", "LTC545")]
    [InlineData("input: { a: int? }, set: { rank: 1 }", "input: { a: int }, set: { rank: 1 }", "LTC541", "LTC544")]
    [InlineData("input: { a: int? }, set: { rank: 1 }", "input: { a: int = 1 }, set: { rank: 1 }", "LTC544", "LTC546")]
    [InlineData("input: { a: int = 1 }, set: { rank: 1 }", "input: { a: int }, set: { rank: 1 }", "LTC541")]
    [InlineData("input: { a: int }, set: { rank: 1 }", "input: { b: int = 0 }, set: { rank: 1 }", "LTC542", "LTC543")]
    [InlineData("input: { a: int }, set: { rank: 1 }", "input: { a: long }, set: { rank: 1 }", "LTC545")]
    [InlineData("input: { a: int >= 0 }, set: { rank: 1 }", "input: { a: bool }, set: { rank: 1 }", "LTC544")]
    [InlineData("input: { a: int >= 0 <= 9 }, set: { rank: 1 }", "input: { a: int >= 1 <= 10 }, set: { rank: 1 }", "LTC544", "LTC545")]
    [InlineData("input: { a: string(..9) }, set: { rank: 1 }", "input: { a: string(1..10) }, set: { rank: 1 }", "LTC544", "LTC545")]
    [InlineData("input: { a: email }, set: { rank: 1 }", "input: { a: string(..254) }, set: { rank: 1 }", "LTC545")]
    [InlineData("input: { a: { type: string, pattern: x } }, set: { rank: 1 }", "input: { a: string }, set: { rank: 1 }", "LTC545")]
    [InlineData("input: { a: string }, set: { rank: 1 }", "input: { a: { type: string, pattern: x } }, set: { rank: 1 }", "LTC544")]
    [InlineData("input: { a: 'int[]' }, set: { rank: 1 }", "input: { a: { type: 'int[]', maxItems: 2 } }, set: { rank: 1 }", "LTC544")]
    [InlineData("input: { a: 'enum(x, y)' }, set: { rank: 1 }", "input: { a: 'enum(y, z)' }, set: { rank: 1 }", "LTC544", "LTC545")]
    [InlineData("input: { a: 'enum(x, y)' }, set: { rank: 1 }", "input: { a: 'enum(y, x)' }, set: { rank: 1 }", "LTC105")]
    [InlineData("input: { a: int }, set: { rank: 1 }", "input: { a: { type: int, description: More. } }, set: { rank: 1 }", "LTC105")]
    [InlineData("input: { a: int }, set: { rank: 1 }", "input: { a: int deprecated }, set: { rank: 1 }", "LTC337")]
    [InlineData("rules: [rank < 9], set: { rank: 1 }", "rules: [rank  <  9], set: { rank: 1 }", "LTC504")]
    [InlineData("rules: [rank < 9], set: { rank: 1 }", "rules: [{ check: rank < 9, message: Too high. }], set: { rank: 1 }", "LTC105")]
    [InlineData("to: shut", "from: [open, torn], to: shut")]
    [InlineData("to: shut", "from: [open], to: shut", "LTC514")]
    [InlineData("from: [open], to: shut", "to: shut", "LTC515")]
    [InlineData("from: [open], to: shut", "from: [open], set: { rank: 1 }", "LTC516", "LTC517")]
    public void A_change_of_an_action_is_told_as_what_it_is(string old, string @new, params string[] codes)
    {
        const string Item = "item:\n  fields:\n    status: enum(open, shut, torn) = open\n    rank: int readOnly = 0\n    size: int readOnly = 0\n  state: status\n  actions:\n";
        Assert.Equal(codes, Compare($"{Item}    act: {{ {old} }}\n", $"{Item}    act: {{ {@new} }}\n").Select(change => change.Rule.Code).Order());
    }

    // An action without `from` is allowed in all states but that which it leads to, and without a `state` always.
    [Theory]
    [InlineData("enum(open, shut)", "enum(open, shut, torn)", "LTC224", "LTC515")]
    [InlineData("enum(open, shut, torn)", "enum(open, shut)", "LTC225")]
    public void States_that_are_new_are_told_of_actions_and_those_that_are_gone_are_not(string old, string @new, params string[] codes)
    {
        string Item(string type) => $"item:\n  fields:\n    status: {type} = open\n  state: status\n  actions:\n    close: {{ to: shut }}\n";
        Assert.Equal(codes, Compare(Item(old), Item(@new)).Select(change => change.Rule.Code).Order());
    }

    [Fact]
    public void An_action_is_not_said_to_be_allowed_elsewhere_where_the_state_itself_comes_or_goes()
    {
        const string Without = "item:\n  fields:\n    status: enum(open, shut) readOnly = open\n    rank: int\n  actions:\n    lift: { set: { rank: 1 } }\n";
        var with = Without.Replace("  actions:", "  state: status\n  actions:", StringComparison.Ordinal);
        Assert.Equal(["LTC511"], Compare(Without, with).Select(change => change.Rule.Code));
        Assert.Equal(["LTC511"], Compare(with, Without).Select(change => change.Rule.Code));
    }

    [Fact]
    public void A_field_of_ones_own_that_becomes_the_time_of_deletion_is_told_beside_it()
    {
        const string Own = "item:\n  fields:\n    name: string\n    deletedAt: timestamp?\n";
        const string Kept = "item:\n  softDelete: true\n  fields:\n    name: string\n";
        Assert.Equal(["LTC141", "LTC233"], Compare(Own, Kept).Select(change => change.Rule.Code).Order());
        Assert.Equal(["LTC142", "LTC233"], Compare(Kept, Own).Select(change => change.Rule.Code).Order());
    }

    [Fact]
    public void What_an_action_is_given_has_its_own_place()
    {
        const string Old = "item:\n  fields:\n    rank: int\n  actions:\n    lift:\n      input:\n        by: int\n        why: string?\n      set: { rank: input.by }\n";
        const string New = "item:\n  fields:\n    rank: int\n  actions:\n    lift:\n      input:\n        by: int > 0\n      set: { rank: input.by }\n";
        Assert.Equal(
            ["9:9: LTC543: item.lift.why", "10:11: LTC544: item.lift.by"],
            Compare(Old, New).Select(change => $"{change.Line}:{change.Column}: {change.Rule.Code}: {change.Subject}"));
    }

    [Fact]
    public void A_resource_that_is_renamed_takes_its_children_along_by_name_only()
    {
        const string Old = "order:\n  fields:\n    name: string\norderLine:\n  partOf: order\n  reverse: lines\n  fields:\n    rank: int\n";
        var changes = Compare(Old, Old.Replace("order:", "sale:\n  was: order", StringComparison.Ordinal).Replace("partOf: order", "partOf: sale", StringComparison.Ordinal));
        Assert.Equal(["LTC113 sale", "LTC114 sale", "LTC209 orderLine.saleId"], changes.Select(change => $"{change.Rule.Code} {change.Subject}").Order());
    }

    [Fact]
    public void What_is_told_has_the_place_in_the_new_contract_where_it_was_written()
    {
        const string Old = "item:\n  maxLimit: 50\n  fields:\n    name: string\n    code: string?\n    rank:\n      type: int\n      description: Where.\n";
        const string New = "item:\n  maxLimit: 40\n  fields:\n    name: string(..9)\n    rank:\n      type: int\n      description: Here.\n";
        Assert.Equal(
            ["5:5: LTC131: item", "6:5: LTC206: item.code", "7:7: LTC313: item.name", "10:9: LTC105: item.rank"],
            Compare(Old, New).Select(change => $"{change.Line}:{change.Column}: {change.Rule.Code}: {change.Subject}"));
    }

    [Theory]
    [InlineData("item", "maxLimit: 50\n  fields:\n    name: string", "maxLimit: 40\n  fields:\n    name: string", "`maxLimit`: From `50` to `40`.", "resource.maxLimit")]
    [InlineData("item", "fields:\n    name: string", "maxLimit: 40\n  fields:\n    name: string", "`maxLimit`: From none to `40`.", "resource.maxLimit")]
    [InlineData("item.name", "fields:\n    name: { type: string, format: a }", "fields:\n    name: { type: string, format: b }", "`format`: From `a` to `b`.", "field.format")]
    [InlineData("item.name", "fields:\n    name: string", "fields:\n    name: string deprecated", "`deprecated` is new.", "field.deprecated")]
    [InlineData("item.name", "fields:\n    name: string deprecated", "fields:\n    name: string", "`deprecated` is gone.", "field.deprecated")]
    [InlineData("item", "fields:\n    name: string\n  rules:\n    - { name: named, check: name != '' }", "fields:\n    name: string\n  rules:\n    - { name: named, check: name != '', message: No. }", "`message`: From none to `No.`.", "rule.message")]
    [InlineData("item", "fields:\n    name: string searchable\n  search: { typos: true }", "fields:\n    name: string searchable\n  search: { typos: false }", "`typos`: From `true` to `false`.", "search.typos")]
    [InlineData("item.lift.by", "fields:\n    rank: int\n  actions:\n    lift: { input: { by: int }, set: { rank: 1 } }", "fields:\n    rank: int\n  actions:\n    lift: { input: { by: int deprecated }, set: { rank: 1 } }", "`deprecated` is new.", "field.deprecated")]
    public void What_no_rule_knows_is_told_all_the_same(string subject, string old, string @new, string detail, string key)
    {
        var told = ChangeTable.All.SelectMany(rule => rule.Keys).Except([key]).ToHashSet();
        var found = Assert.Single(new UntoldKeys(new ContractPair(Sound($"item:\n  {old}\n"), Sound($"item:\n  {@new}\n")), told).Find());
        Assert.Equal((subject, detail), (found.Subject, found.Detail));
    }

    [Fact]
    public void Every_key_that_a_rule_tells_is_one_of_the_language()
    {
        var keys = ContractKeys.All.SelectMany(table => table.Keys.Select(key => table == ContractKeys.Root ? key.Name : $"{table.Name}.{key.Name}")).ToHashSet();
        Assert.All(ChangeTable.All.SelectMany(rule => rule.Keys), key => Assert.Contains(key, keys));
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
        // Each with a dozen others: all pairs take ten seconds.
        for (var i = 0; i < examples.Length; i++)
        {
            for (var step = 1; step <= 12; step++) ContractComparison.Compare(examples[i], examples[(i + (step * 15)) % examples.Length]);
        }
    }

    [Fact]
    public void No_change_of_a_model_is_silent()
    {
        var (random, changed) = (new Random(5), 0);
        var originals = Enumerable.Range(0, 40).Select(RandomContract.Write).Select(text => (Text: text, Contract: Sound(text))).ToArray();
        for (var i = 0; i < 400; i++)
        {
            var (text, original) = originals[i % originals.Length];
            var changedText = Mutated(text, originals[random.Next(originals.Length)].Text, random);
            var mutant = ContractCompiler.Compile([Text(changedText)]);
            if (mutant.Model is null || ModelPrint.Of(original.Model!) == ModelPrint.Of(mutant.Model)) continue;
            changed++;
            Assert.True(ContractComparison.Compare(original, mutant).Count > 0, $"{string.Join('\n', text.Split('\n').Except(changedText.Split('\n')))} became {string.Join('\n', changedText.Split('\n').Except(text.Split('\n')))}");
        }

        Assert.True(changed > 100, $"Only {changed} mutants are other contracts.");
    }

    // A line is replaced by one that another contract has in such a place, or left out.
    private static string Mutated(string text, string other, Random random)
    {
        var (lines, others) = (text.Split('\n').ToList(), other.Split('\n'));
        var at = 3 + random.Next(lines.Count - 4);
        var name = Split(lines[at]).Name.TrimEnd("0123456789:".ToCharArray());
        var alike = others.Where(line => line.StartsWith(name, StringComparison.Ordinal)).ToArray();
        if (alike.Length == 0 || random.Next(4) == 0) lines.RemoveAt(at);
        else lines[at] = Split(lines[at]).Name + Split(alike[random.Next(alike.Length)]).Value;
        return string.Join('\n', lines);
    }

    private static (string Name, string Value) Split(string line) => line.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? (line[..(colon + 1)], line[(colon + 1)..]) : (line, "");

    private static IReadOnlyList<Change> Compare(string old, string @new) => ContractComparison.Compare(Sound(old), Sound(@new));

    private static ContractResult Sound(string contract)
    {
        var result = ContractCompiler.Compile([Text(Contracts.Complete(contract))]);
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return result;
    }

    private static ContractText Text(string contract) => new("contract.yaml", Encoding.UTF8.GetBytes(contract));
}
