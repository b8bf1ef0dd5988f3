using Lintel.Http.OpenApi;

namespace Lintel.Http.Tests.OpenApi;

public sealed class DocumentTests
{
    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public void The_same_model_gives_the_same_bytes(string sample)
    {
        var first = OpenApiDocumentWriter.Write(Samples.Compile(sample));
        var second = OpenApiDocumentWriter.Write(Samples.Compile(sample));
        Directory.CreateDirectory("/tmp/oa");
        File.WriteAllBytes($"/tmp/oa/{sample}.json", first.Json.ToArray());
        File.WriteAllBytes($"/tmp/oa/{sample}.yaml", first.Yaml.ToArray());
        Assert.True(first.Json.Span.SequenceEqual(second.Json.Span));
        Assert.True(first.Yaml.Span.SequenceEqual(second.Yaml.Span));
    }
}
