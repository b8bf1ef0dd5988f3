using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lintel.Contract;
using Lintel.Model;
using Lintel.Testing;

namespace Lintel.Tests.Contract;

public sealed partial class DocumentTests
{
    private static readonly string Reference = File.ReadAllText(Path.Combine(Golden.Repository, "docs/contract.md"));

    [Fact]
    public void The_page_of_diagnostics_is_that_of_the_table()
    {
        var page = new StringBuilder("# Diagnostics\n\nEvery mistake that Lintel finds in a contract has a code that never changes. This page is made from the compiler's own table.\n");
        foreach (var (prefix, title) in new[] { ("LTL1", "YAML and files"), ("LTL2", "The form of the language"), ("LTL3", "What a contract says") })
        {
            page.Append($"\n## {prefix}xxx: {title}\n");
            foreach (var rule in DiagnosticTable.All.Where(rule => rule.Code.StartsWith(prefix, StringComparison.Ordinal)))
            {
                page.Append($"\n### {rule.Code}: {rule.Title}{(rule.Severity == Severity.Warning ? " (warning)" : "")}\n\n{rule.Explanation}\n\n");
                page.Append($"Wrong:\n```yaml\n{rule.Wrong.TrimEnd()}\n```\nRight:\n```yaml\n{rule.Right.TrimEnd()}\n```\n");
            }
        }

        Golden.Matches("docs/diagnostics.md", page.ToString());
    }

    [Fact]
    public void The_reference_has_each_key_of_the_language()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Golden.Repository, "docs/lintel.schema.json")))!;
        var keys = schema["properties"]!.AsObject().Select(property => property.Key)
            .Concat(schema["$defs"]!.AsObject().SelectMany(table => table.Value!["properties"]!.AsObject().Select(property => property.Key)));
        Assert.All(keys.Distinct(), key => Assert.Contains($"`{key}`", Reference, StringComparison.Ordinal));
    }

    [Fact]
    public void The_reference_has_each_type_and_each_constraint()
    {
        string[] words = [.. Enum.GetNames<ScalarKind>().Select(kind => kind.ToLowerInvariant()), "unique", "unique(ignoreCase)", "searchable", "readOnly", "writeOnly", "immutable", "deprecated", "reverse NAME", "onDelete restrict", "onDelete cascade", "onDelete setNull", "now()"];
        Assert.All(words, word => Assert.Contains($"`{word}", Reference, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_contract_in_the_reference_compiles()
    {
        var contracts = YamlBlock().Matches(Reference).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(contracts);
        Assert.All(contracts, contract => Assert.Empty(Contracts.Compile(contract).Diagnostics.Select(diagnostic => diagnostic.ToString())));
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
