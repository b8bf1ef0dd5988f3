using System.Text;
using Lintel.Contract.Changes;
using Lintel.Testing;

namespace Lintel.Tests.Contract;

/// <summary>The guide to <c>lintel diff</c> ends with the table of changes.</summary>
public sealed class ChangesPageTests
{
    private const string Page = "docs/diff.md";
    private const string Begin = "<!-- From here on this page is made from the table of changes. -->\n";

    [Fact]
    public void The_page_of_changes_is_that_of_the_table()
    {
        var guide = File.ReadAllText(Path.Combine(Golden.Repository, Page));
        Golden.Matches(Page, guide[..(guide.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + Table());
    }

    private static string Table()
    {
        var page = new StringBuilder();
        foreach (var (prefix, title) in new[]
            {
                ("LTC1", "The service and its resources"), ("LTC2", "Fields"), ("LTC3", "What values may be"), ("LTC4", "Relations"), ("LTC5", "Rules, actions, access patterns and searches"), ("LTC9", "Anything else"),
            })
        {
            var rules = ChangeTable.All.Where(rule => rule.Code.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
            page.Append($"\n## {prefix}xx: {title}\n\n| code | change | clients | data |\n|---|---|---|---|\n");
            foreach (var rule in rules) page.Append($"| [{rule.Code}](#{rule.Code.ToLowerInvariant()}) | {rule.Title} | {Word(rule.Clients)} | {Word(rule.Data)} |\n");
            foreach (var rule in rules) Write(page, rule);
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, ChangeRule rule)
    {
        page.Append($"\n### {rule.Code}\n\n{rule.Title}. {rule.Why}");
        if (rule.Instead is { } instead) page.Append($" Instead: {instead}.");
        page.Append($"\n\n```diff\n{rule.Example}\n```\n");
    }

    private static string Word(Impact impact) => impact == Impact.Breaking ? $"**{ChangeText.Word(impact)}**" : ChangeText.Word(impact);
}
