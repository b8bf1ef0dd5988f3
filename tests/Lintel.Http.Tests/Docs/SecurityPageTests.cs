using System.Text.RegularExpressions;
using Lintel.Testing;

namespace Lintel.Http.Tests.Docs;

/// <summary>That docs/security.md speaks of each risk, and names tests that are there.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Golden.Repository, "docs", "security.md"));

    [Fact]
    public void Each_risk_of_both_lists_has_its_row_with_tests_that_show_what_is_done()
    {
        var rows = Page.Split('\n').Where(line => Risk().IsMatch(line)).ToDictionary(line => Risk().Match(line).Groups[1].Value);
        Assert.Equal([.. Enumerable.Range(1, 10).Select(i => $"API{i}"), .. Enumerable.Range(1, 10).Select(i => $"A{i:00}")], rows.Keys);
        Assert.All(rows.Values, row =>
        {
            var cells = row.Split('|', StringSplitOptions.TrimEntries)[1..^1];
            Assert.Equal(4, cells.Length);
            Assert.All(cells, Assert.NotEmpty);
            Assert.NotEmpty(Test().Matches(cells[3]));
        });
    }

    [Fact]
    public void Each_test_that_the_page_names_is_there()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Golden.Repository, "tests"), "*Tests.cs", SearchOption.AllDirectories).ToLookup(file => Path.GetFileNameWithoutExtension(file));
        var named = Test().Matches(Page).Select(match => (Class: match.Groups[1].Value, Method: match.Groups[2].Value)).Distinct().ToArray();
        Assert.True(named.Length > 40, $"{named.Length} tests are named.");
        var missing = named.Where(test => !IsThere(test.Class, test.Method)).ToArray();
        Assert.True(missing.Length == 0, $"These are not there: {string.Join(", ", missing)}");

        bool IsThere(string type, string method)
        {
            // A class that stands beside another is in that one's file.
            var texts = (files[type].Any() ? files[type] : files.SelectMany(all => all)).Concat(Directory.EnumerateFiles(Path.Combine(Golden.Repository, "tests"), "TrafficGate.cs", SearchOption.AllDirectories)).Select(File.ReadAllText);
            return texts.Any(text => Regex.IsMatch(text, $@"class {type}\b") && (method.Length == 0 || Regex.IsMatch(text, $@"public (async )?(Task|void) {method}\(")));
        }
    }

    [GeneratedRegex(@"^\| (?:\[(?=A))?(A(?:PI)?[0-9]+)\b")]
    private static partial Regex Risk();

    [GeneratedRegex(@"`([A-Z][A-Za-z]+Tests)(?:\.([A-Z]\w+))?`")]
    private static partial Regex Test();
}
