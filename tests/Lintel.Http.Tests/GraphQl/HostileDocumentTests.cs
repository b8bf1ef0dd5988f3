using System.Text;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>Documents that are made to cost much: refused before they are validated, and never a failure of ours.</summary>
public sealed class HostileDocumentTests
{
    private const string Contract = """
          thing:
            key: { type: int, client: true }
            managed: []
            fields: { n: int?, parent: "thing?" }
        """;

    public static TheoryData<string> Names => [.. Documents.Keys];

    private static Dictionary<string, string> Documents { get; } = new()
    {
        ["aliases"] = $"{{ things {{ nodes {{ {Many(10_000, i => $"a{i}: id ")} }} }} }}",
        ["the same field"] = $"{{ things {{ nodes {{ {Many(9000, _ => "id ")} }} }} }}",
        ["the same field with fields"] = $"{{ {Many(1900, _ => "things { nodes { id } } ")} }}",
        ["a fragment of itself"] = "{ ...A } fragment A on Query { ...A }",
        ["fragments in a circle"] = $"{{ ...F0 }} {Many(40, i => $"fragment F{i} on Query {{ ...F{(i + 1) % 40} }} ")}",
        ["many fragments in a circle"] = $"{{ ...F0 }} {Many(1000, i => $"fragment F{i} on Query {{ ...F{(i + 1) % 1000} }} ")}",
        ["fragments that double"] = $"{{ ...F0 }} {Many(40, i => $"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }} ")} fragment F40 on Query {{ things {{ nodes {{ id }} }} }}",
        ["many fragments"] = $"{{ {Many(900, i => $"...F{i} ")} }} {Many(900, i => $"fragment F{i} on Query {{ __typename }} ")}",
        ["open braces"] = new string('{', 1_000_000),
        ["open braces within the length"] = new string('{', 60_000),
        ["open brackets"] = $"{{ things(where: {{ n: {{ in: {new string('[', 50_000)}",
        ["deep fields"] = $"{{ things {{ nodes {{ {Many(2000, _ => "parent { ")} id {Many(2000, _ => "} ")} }} }} }}",
        ["deep within depth of the parser"] = $"{{ things {{ nodes {{ {Many(60, _ => "parent { ")} id {Many(60, _ => "} ")} }} }} }}",
        ["a huge list"] = $"{{ things(where: {{ n: {{ in: [{Many(20_000, _ => "1 ")}] }} }}) {{ nodes {{ id }} }} }}",
        ["deep objects"] = $"{{ things(where: {Many(100, _ => "{not: ")} {{}} {Many(100, _ => "}")}) {{ nodes {{ id }} }} }}",
        ["wide objects"] = $"{{ things(where: {{ or: [{Many(5000, i => $"{{n: {{eq: {i}}}}} ")}] }}) {{ nodes {{ id }} }} }}",
        ["an introspection bomb"] = $"{{ __schema {{ types {{ {Many(10, _ => "fields { type { ")} name {Many(10, _ => "} } ")} }} }} }}",
        ["directives in one place"] = $"{{ things {Many(5000, _ => "@include(if: true) ")} {{ nodes {{ id }} }} }}",
        ["directives everywhere"] = $"{{ things {{ nodes {{ {Many(1000, _ => "id @include(if: true) ")} }} }} }}",
        ["unknown directives"] = $"{{ things {Many(5000, i => $"@d{i} ")} {{ nodes {{ id }} }} }}",
        ["many variables"] = $"query({Many(5000, i => $"$v{i}: Int ")}) {{ __typename }}",
        ["many operations"] = Many(2000, i => $"query Q{i} {{ __typename }} "),
        ["unknown fields"] = $"{{ {Many(5000, i => $"f{i} ")} }}",
        ["a long string"] = $"{{ things(where: {{ n: {{ eq: \"{new string('x', 60_000)}\" }} }}) {{ nodes {{ id }} }} }}",
        ["a number of many digits"] = $"{{ thing(id: {new string('9', 50_000)}) {{ id }} }}",
        ["half a character"] = "{ thing(id: \"\\uD800\") { id } }",
        ["nothing"] = "",
        ["blanks"] = new string(' ', 60_000),
        ["a comment without an end"] = "#" + new string('x', 60_000),
        ["NUL"] = "{ things\0 { nodes { id } } }",
        ["only a fragment"] = "fragment F on Query { __typename }",
        ["a type"] = "type Query { x: Int }",
        ["a subscription"] = "subscription { things }",
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_refused_with_its_reason(string name)
    {
        await using var service = await TestService.StartAsync(Contract);
        var reply = (await service.AskAsync(Documents[name])).Expect(400);
        Assert.Contains(reply.Code, (string[])["document-too-large", "invalid-document", "malformed-body", "invalid-parameter"]);
        Assert.True(reply.Bytes.Length < 8192, reply.Body);
        Assert.Empty(service.Log.Errors);
        (await service.AskAsync("{ things { nodes { id } } }")).Expect(200);
    }

    private static string Many(int count, Func<int, string> part)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) text.Append(part(i));
        return text.ToString();
    }
}
