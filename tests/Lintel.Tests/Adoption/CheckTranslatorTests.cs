using Lintel.Adoption.Checking;

namespace Lintel.Tests.Adoption;

public sealed class CheckTranslatorTests
{
    [Theory]
    [InlineData("((low < high))", "high == null or low < high")]
    [InlineData("((low < high) OR (high IS NULL))", "high == null or low < high")]
    [InlineData("(NOT (low = 3))", "not low == 3")]
    [InlineData("(NOT (high = 3))", "not high == 3")]
    [InlineData("((high <> 3))", "high == null or high != 3")]
    [InlineData("((state)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))", "state in ['a', 'b']")]
    [InlineData("((note <> ALL (ARRAY['a'::text, 'b'::text])))", "not note in ['a', 'b']")]
    [InlineData("((note ~~ 'Epic%'::text))", "note == null or note.startsWith('Epic')")]
    [InlineData("((state !~~ '%x%'::text))", "not state.contains('x')")]
    [InlineData("((state ~ '^[A-Z]{2}'::text))", "state.matches('^[A-Z]{2}')")]
    [InlineData("((char_length(state) > low))", "size(state) > low")]
    [InlineData("((low + 2 * low) <= 10)", "(low + (2 * low)) <= 10")]
    [InlineData("((low >= 0) AND (low <= '10'::numeric))", "low >= 0 and low <= 10")]
    [InlineData("((day >= '2000-01-01'::date))", "day >= '2000-01-01'")]
    [InlineData("((done OR (high > 3)))", "done or high == null or high > 3")]
    [InlineData("(((high IS NULL) OR (note IS NOT NULL)))", "high == null or note != null")]
    [InlineData("((done IS NOT TRUE))", "not done")]
    [InlineData("(5 < low)", "low > 5")]
    public void A_check_is_said_in_the_language(string check, string rule) => Assert.Equal(rule, Translate(check));

    [Theory]
    [InlineData("(md5(note) <> 'x'::text)")]
    [InlineData("(state > 'm'::text)")]
    [InlineData("(low / high > 1)")]
    [InlineData("(state ~* 'x'::text)")]
    [InlineData("(state ~ '\\d+'::text)")]
    [InlineData("(state ~~ 'a_b'::text)")]
    [InlineData("(CASE WHEN done THEN low > 0 ELSE true END)")]
    [InlineData("(unknown > 0)")]
    [InlineData("(day > now())")]
    [InlineData("((low >= 0")]
    [InlineData("(low >= 0) AND EXISTS (SELECT 1)")]
    public void What_the_language_has_no_words_for_is_left_to_the_database(string check) => Assert.Null(Translate(check));

    private static string? Translate(string check) => SqlParser.Parse(check) is { } node
        ? new CheckTranslator(name => name switch
        {
            "low" => new CheckedColumn(name, "int", false),
            "high" => new CheckedColumn(name, "int", true),
            "state" => new CheckedColumn(name, "string(..9)", false),
            "note" => new CheckedColumn(name, "text", true),
            "done" => new CheckedColumn(name, "bool", false),
            "day" => new CheckedColumn(name, "date", false),
            _ => null,
        }).Translate(node)
        : null;
}
