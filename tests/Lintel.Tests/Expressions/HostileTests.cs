using System.Diagnostics;
using System.Text;
using CsCheck;
using Lintel.Expressions;

namespace Lintel.Tests.Expressions;

/// <summary>Nobody's text exhausts a stack, a clock or a memory.</summary>
public class HostileTests
{
    public static TheoryData<string> Texts => new(
        new string('(', 8000),
        new string('(', 4000) + "1" + new string(')', 4000),
        string.Concat(Enumerable.Repeat("not ", 2000)) + "true",
        new string('!', 8000) + "true",
        new string('-', 8000) + "1",
        new string('[', 8000),
        string.Concat(Enumerable.Repeat("total + ", 1000)) + "1",
        string.Concat(Enumerable.Repeat("true ? 1 : ", 700)) + "1",
        string.Concat(Enumerable.Repeat("size(", 1600)),
        string.Concat(Enumerable.Repeat("lines.exists(l, ", 500)),
        "note" + string.Concat(Enumerable.Repeat(".size()", 1000)),
        string.Join('.', Enumerable.Repeat("customer", 900)),
        "number in [" + string.Join(',', Enumerable.Repeat("1", 4000)) + "]",
        "note.matches('" + new string('(', 4000) + "')",
        "note.matches('((((a{99}){99}){99}){99})')",
        "note == 'a\0b'",
        "note == '\\u0000'",
        "note == '\\ud800'",
        "note == 'a'; DROP TABLE x",
        "note == 'a' -- x",
        "note == 'a' /* x */",
        "note == 'a' // x",
        "note == \"a' OR 1=1 --",
        "\0",
        "");

    [Theory, MemberData(nameof(Texts))]
    public void It_is_refused_at_once(string text)
    {
        ExpressionCompiler.CompileCondition("note == 'warm'", Shop.Order);
        var started = Stopwatch.GetTimestamp();
        var result = ExpressionCompiler.CompileCondition(text, Shop.Order);
        Assert.Null(result.Expression);
        Assert.NotEmpty(result.Errors);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMilliseconds(500));
        Assert.All(result.Errors, error => Assert.InRange(error.Offset, 0, text.Length));
    }

    [Fact]
    public void Ten_thousand_parentheses_are_too_long() =>
        Assert.Equal("An expression may have at most 8192 characters.", Shop.Error(new string('(', 10_000)).Message);

    [Fact]
    public void Parentheses_are_refused_at_the_first_that_is_too_deep()
    {
        var error = Shop.Error(new string('(', 4000) + "1");
        Assert.Equal("An expression may be nested at most 64 deep.", error.Message);
        Assert.InRange(error.Offset, 20, 64);
    }

    [Fact]
    public void What_injects_SQL_elsewhere_is_a_text_here() =>
        Assert.Equal("(note == '\\'; DROP TABLE x; -- /* \"')", Shop.Compile("note == '\\'; DROP TABLE x; -- /* \"'").ToString());

    [Fact]
    public void Many_conditions_in_a_row_are_not_deep() =>
        Assert.NotNull(ExpressionCompiler.CompileCondition(string.Join(" or ", Enumerable.Repeat("number == 1", 250)), Shop.Order).Expression);

    [Fact]
    public void Scraps_of_expressions_never_throw()
    {
        string[] scraps = ["(", ")", "[", "]", "total", "lines", "customer", ".", ",", "==", "in", "not", "-", "+", "*", "?", ":", "1", "1.5", "'a'", "null", "sum(", "l", ".exists(l,", "and", "%", "'", "\\", "𝒳", "duration('P1D')", "now()", "due", "1e400", "status", "tags"];
        Gen.Int[0, scraps.Length - 1].Array[0, 25].Sample(picks =>
        {
            var text = string.Join(' ', picks.Select(pick => scraps[pick]));
            var result = ExpressionCompiler.Compile(text, Shop.Order);
            return (result.Expression is null) == (result.Errors.Count > 0)
                && result.Errors.All(error => error.Offset >= 0 && error.Length >= 0 && error.Offset + error.Length <= text.Length);
        }, iter: 20_000);
    }

    [Fact]
    public void A_hostile_pattern_takes_time_linear_in_its_text()
    {
        var pattern = MatchPattern.TryParse("^(a|a)*(a+)+$", out _)!;
        var text = new StringBuilder().Append('a', 200_000).Append('b').ToString();
        var started = Stopwatch.GetTimestamp();
        Assert.False(pattern.IsMatch(text));
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(2));
    }
}
