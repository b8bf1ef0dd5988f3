using Lintel.Model;

namespace Lintel.Tests.Contract;

public sealed class ShortFormTests
{
    private static Field Field(string type) => Contracts.Resource($"a:\n  fields:\n    f: {type}", "a").FindField("f")!;

    [Theory]
    [InlineData("string", "f: string length ..255 required column f")]
    [InlineData("string(200)", "f: string length ..200 required column f")]
    [InlineData("string( 1 .. 200 )", "f: string length 1..200 required column f")]
    [InlineData("string(3..)", "f: string length 3..255 required column f")]
    [InlineData("string(300..900)", "f: string length 300..900 required column f")]
    [InlineData("string(..500)?", "f: string? length ..500 column f")]
    [InlineData("string(40)[] = [a, 'b c']", "f: string[] length ..40 = ['a', 'b c'] column f")]
    [InlineData("text", "f: text required column f")]
    [InlineData("int >=0 <=10 =3", "f: int >= 0 <= 10 = 3 column f")]
    [InlineData("long > -1 < 99", "f: long > -1 < 99 required column f")]
    [InlineData("decimal(12,2) >= 0.5 = 1", "f: decimal(12,2) >= 50 = 100 column f")]
    [InlineData("decimal(6)", "f: decimal(6,0) required column f")]
    [InlineData("double = 1.5", "f: double = 1.5 column f")]
    [InlineData("bool = false", "f: bool = false column f")]
    [InlineData("date >= 1970-01-02", "f: date >= 1 required column f")]
    [InlineData("timestamp = now()", "f: timestamp = Now column f")]
    [InlineData("enum(a, b-c) = b-c", "f: enum(a, b-c) = 'b-c' column f")]
    [InlineData("string = 'it''s ok'", "f: string length ..255 = 'it's ok' column f")]
    [InlineData("string = 'null'", "f: string length ..255 = 'null' column f")]
    [InlineData("string? = null", "f: string? length ..255 column f")]
    [InlineData("string = ''", "f: string length ..255 = '' column f")]
    [InlineData("json = '{\"a\":1}'", "f: json = '{\"a\":1}' column f")]
    [InlineData("string searchable immutable deprecated", "f: string length ..255 required searchable immutable deprecated column f")]
    [InlineData("int? readOnly", "f: int? readOnly column f")]
    [InlineData("string writeOnly", "f: string length ..255 required writeOnly column f")]
    public void A_short_form_means(string type, string expected) => Assert.Equal(expected, ModelPrint.Field(Field(type)));

    [Theory]
    [InlineData("string?", "{ type: string, nullable: true }")]
    [InlineData("string(1..9) = x", "{ type: string, minLength: 1, maxLength: 9, default: x }")]
    [InlineData("int >= 1 < 9", "{ type: int, minimum: 1, exclusiveMaximum: 9 }")]
    [InlineData("enum(a, b) = a", "{ enum: [a, b], default: a }")]
    [InlineData("enum(a, b) = a", "{ type: string, enum: [a, b], default: a }")]
    [InlineData("int[] = [1, 2]", "{ type: \"int[]\", default: [1, 2] }")]
    [InlineData("string searchable readOnly = x", "{ type: string searchable, readOnly: true, default: x }")]
    public void A_long_form_means_the_same_as_the_short_one(string shortForm, string longForm) =>
        Assert.Equal(ModelPrint.Field(Field(shortForm)), ModelPrint.Field(Field(longForm)));

    [Theory]
    [InlineData("strng", "LTL3001", "strng")]
    [InlineData("string(1..200", "LTL2009", "string(1..200")]
    [InlineData("string(a)", "LTL2009", "a)")]
    [InlineData("string unique?", "LTL2009", "?")]
    [InlineData("string = two words", "LTL2009", "words")]
    [InlineData("int = 0 unique", "LTL2009", "unique")]
    [InlineData("int uniqe", "LTL2010", "uniqe")]
    [InlineData("decimal(40,2)", "LTL2011", "40")]
    [InlineData("enum", "LTL2011", "enum")]
    [InlineData("int >= 1 >= 2", "LTL2012", "2")]
    [InlineData("uuid = caller.id", "LTL2013", "caller.id")]
    [InlineData("bool > false", "LTL3009", "false")]
    [InlineData("int searchable", "LTL3009", "searchable")]
    [InlineData("int unique(ignoreCase)", "LTL3009", "unique")]
    [InlineData("int[] unique", "LTL3009", "unique")]
    [InlineData("string reverse x", "LTL3009", "x")]
    [InlineData("int = 1.5", "LTL3010", "1.5")]
    [InlineData("int = null", "LTL3010", "null")]
    [InlineData("int >= 5 = 4", "LTL3010", "4")]
    [InlineData("string(3..) = ab", "LTL3010", "ab")]
    [InlineData("int = now()", "LTL3010", "now()")]
    [InlineData("int[] = 1", "LTL3010", "1")]
    [InlineData("date >= tomorrow", "LTL3012", "tomorrow")]
    [InlineData("int > 5 < 5", "LTL3013", "5")]
    [InlineData("string(300..)", "LTL3013", "300")]
    [InlineData("text unique", "LTL3017", "unique")]
    [InlineData("string[] = [a, null]", "LTL3010", "null")]
    [InlineData("enum(a, b, a)", "LTL3015", "a")]
    public void A_mistake_in_a_short_form_is_found_at_its_place(string type, string code, string span)
    {
        var found = Assert.Single(Contracts.Compile($"a:\n  fields:\n    f: {type}").Diagnostics);
        Assert.Equal(code, found.Code);
        Assert.Equal(span, found.SourceLine!.Substring(found.Column - 1, found.Length));
    }

    [Fact]
    public void A_place_inside_a_quoted_short_form_is_right()
    {
        var found = Assert.Single(Contracts.Compile("a:\n  fields:\n    f: \"string(1..9) uniqe\"").Diagnostics);
        Assert.Equal("uniqe", found.SourceLine!.Substring(found.Column - 1, found.Length));
    }

    [Theory]
    [InlineData("integer", "int")]
    [InlineData("varchar(20)", "string")]
    [InlineData("boolean", "bool")]
    [InlineData("timestmp", "timestamp")]
    [InlineData("b", null)]
    public void An_unknown_type_gets_the_nearest_as_a_hint(string type, string? hint)
    {
        var found = Assert.Single(Contracts.Compile($"a:\n  fields:\n    f: {type}").Diagnostics);
        if (hint is null) Assert.DoesNotContain("did you mean", found.Hint, StringComparison.Ordinal);
        else Assert.Equal($"did you mean `{hint}`?", found.Hint);
    }
}
