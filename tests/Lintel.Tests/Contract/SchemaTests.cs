using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Lintel.Contract;
using Lintel.Testing;

namespace Lintel.Tests.Contract;

public sealed class SchemaTests
{
    private static readonly string Text = Write();
    private static readonly SchemaCheck Schema = new(JsonNode.Parse(Text)!);

    public static TheoryData<string> Rights => [.. DiagnosticTable.All.Select(rule => rule.Code)];

    [Fact]
    public void The_committed_schema_is_that_of_the_compiler() => Golden.Matches("docs/lintel.schema.json", Text);

    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public void The_schema_accepts_each_sample(string name) =>
        Assert.True(Schema.Accepts(File.ReadAllText(Path.Combine(Golden.Repository, "samples", name, "contract.yaml"))));

    [Theory]
    [MemberData(nameof(Rights))]
    public void The_schema_accepts_each_right_example(string code)
    {
        foreach (var file in Contracts.Complete(DiagnosticTable.Find(code)!.Right).Split("# file: ").Where(text => text.Length > 0))
            Assert.True(Schema.Accepts(file.StartsWith("lintel", StringComparison.Ordinal) ? file : file[(file.IndexOf('\n', StringComparison.Ordinal) + 1)..]));
    }

    [Fact]
    public void The_schema_accepts_random_valid_contracts() =>
        Gen.Int[0, int.MaxValue].Sample(seed => Schema.Accepts(RandomContract.Write(seed)), iter: 300);

    [Theory]
    [InlineData("int>=0=0")]
    [InlineData("string?unique")]
    [InlineData("string(3)unique")]
    [InlineData("int >= 0 <= 9 = 5")]
    [InlineData("string unique(ignoreCase) = 'a  b'")]
    [InlineData("date >= '2000-01-01'")]
    [InlineData("bytes = AAE=")]
    [InlineData("enum( a , b )?")]
    [InlineData("  int  ")]
    public void The_schema_and_the_compiler_accept_the_short_form(string type)
    {
        var contract = $"lintel: 1\nservice: a\nresources:\n  a:\n    fields:\n      f: \"{type}\"\n";
        Assert.True(Schema.Accepts(contract));
        Assert.Equal([], Contracts.Codes(contract));
    }

    [Theory]
    [InlineData("LTL2001")]
    [InlineData("LTL2003")]
    [InlineData("LTL2004")]
    [InlineData("LTL2005")]
    [InlineData("LTL2006")]
    [InlineData("LTL2009")]
    [InlineData("LTL2010")]
    [InlineData("LTL3004")]
    public void The_schema_refuses_the_wrong_example_of(string code) => Assert.False(Schema.Accepts(Contracts.Complete(DiagnosticTable.Find(code)!.Wrong)));

    [Theory]
    [InlineData("info: { titel: Shop }")]
    [InlineData("info: Shop")]
    [InlineData("resources: []")]
    [InlineData("resources: { a: { fields: { x: [int] } } }")]
    [InlineData("resources: { a: { fields: { x: 5 } } }")]
    [InlineData("resources: { a: { fields: { x: { type: int, uniq: true } } } }")]
    [InlineData("resources: { a: { fields: { x: int }, maxItems: lots } }")]
    [InlineData("resources: { a: { fields: { x: int }, actions: { go: { from: a } } } }")]
    [InlineData("slo: { p99: soon }")]
    public void The_schema_refuses(string contract) => Assert.False(Schema.Accepts(contract));

    private static string Write()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" }))
            ContractSchema.Write(writer);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
