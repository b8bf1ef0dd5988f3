using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lintel.Errors;
using Lintel.Testing;

namespace Lintel.Tests.Errors;

public sealed partial class ErrorCatalogueTests
{
    [Fact]
    public void Every_code_is_in_the_published_page() => Golden.Matches("docs/errors.md", Page());

    [Fact]
    public void Codes_are_unique_and_in_kebab_case()
    {
        Assert.Equal(ErrorCatalogue.All.Count, ErrorCatalogue.All.Select(code => code.Code).Distinct().Count());
        Assert.All(ErrorCatalogue.All, code => Assert.Matches(Kebab(), code.Code));
    }

    [Fact]
    public void Of_several_findings_the_malformed_one_decides_the_status()
    {
        var problems = new ProblemList();
        problems.Add(ErrorCatalogue.OutOfRange, "/a", "too large");
        problems.Add(ErrorCatalogue.UnknownField, "?sort", "unknown");
        var problem = problems.ToProblem()!;
        Assert.Equal(400, problem.Error.Status);
        Assert.Equal(["/a", "?sort"], problem.Errors.Select(error => error.Pointer));
    }

    [Fact]
    public void Several_invalid_values_share_one_code_and_keep_their_own()
    {
        var problems = new ProblemList();
        problems.Add(ErrorCatalogue.OutOfRange, "/a", "too large");
        problems.Add(ErrorCatalogue.Required, "/b", "missing");
        var problem = problems.ToProblem()!;
        Assert.Equal("invalid-values", problem.Error.Code);
        Assert.Equal(["out-of-range", "required"], problem.Errors.Select(error => error.Code));
    }

    [Fact]
    public void A_list_of_findings_is_bounded()
    {
        var problems = new ProblemList();
        for (var i = 0; i < 1000; i++) problems.Add(ErrorCatalogue.OutOfRange, "/a", "too large");
        Assert.Equal(100, problems.ToProblem()!.Errors.Count);
    }

    private static string Page()
    {
        var page = new StringBuilder("""
            # Errors

            Every failed request is answered with `application/problem+json` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)):

            ```json
            {
              "type": "urn:lintel:problem:out-of-range",
              "title": "Out of range",
              "status": 422,
              "detail": "'quantity' must be at least 1.",
              "code": "out-of-range",
              "errors": [
                { "pointer": "/lines/0/quantity", "code": "out-of-range", "detail": "'quantity' must be at least 1." }
              ],
              "traceId": "4bf92f3577b34da6a3ce929d0e0e4736"
            }
            ```

            - Decide by `code`, never by the words: they may change.
            - `errors` lists every mistake at once, each with its own `code`. A `pointer` that begins with `/` points into the body
              ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)), one that begins with `?` names a query parameter, any other a header.
            - `traceId` is in the server's log too.
            - What breaks HTTP itself (a request line or headers beyond 128 KiB, broken framing) is refused before there is a
              request: the status is as below, but there is no body.


            """);
        foreach (var group in ErrorCatalogue.All.GroupBy(code => code.Status))
        {
            page.Append(CultureInfo.InvariantCulture, $"## {group.Key}\n\n| code | title | when, and what to do |\n| --- | --- | --- |\n");
            foreach (var code in group) page.Append(CultureInfo.InvariantCulture, $"| `{code.Code}` | {code.Title} | {code.Meaning} |\n");
            page.Append('\n');
        }
        page.Append("This page is made from [ErrorCatalogue.cs](../src/Lintel/Errors/ErrorCatalogue.cs).\n");
        return page.ToString();
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Kebab();
}
