using System.Globalization;
using Lintel.GraphQL.Answering;
using Lintel.GraphQL.Documents;
using Lintel.Model;

namespace Lintel.GraphQL.Tests.Documents;

/// <summary>Documents that are written to take long, each refused before it is validated, in steps that its length bounds.</summary>
public sealed class DocumentBoundsTests
{
    // Of the steps of a document that is refused: none is looked at more than once before all of it is known to fit.
    private const int StepsOfFields = 2 * 100 * 2000;

    private static readonly Dictionary<string, (string Text, string Words)> Hostile = new()
    {
        ["10,000 aliases"] = ($"{{ {Many(10_000, i => $"a{i}:a")} }}", "characters"),
        ["aliases"] = ($"{{ {Many(201, i => $"a{i}:a")} }}", "200 aliases"),
        ["a megabyte"] = (new string(' ', 1024 * 1024) + "{ a }", "characters"),
        ["a megabyte of braces"] = (Many(500_000, _ => "{a", ""), "characters"),
        ["braces"] = (Many(20_000, _ => "{a", ""), "nests too deeply"),
        ["brackets"] = ($"{{ a(x: {new string('[', 20_000)}{new string(']', 20_000)}) }}", "nests too deeply"),
        ["braces of values"] = ($"{{ a(x: {Many(10_000, _ => "{a:", "")}1{new string('}', 10_000)}) }}", "nests too deeply"),
        ["brackets of types"] = ($"query($x: {new string('[', 20_000)}Int{new string(']', 20_000)}) {{ a }}", "nests too deeply"),
        ["levels"] = (Nested(26), "25 levels of fields"),
        ["levels by fragments"] = ($"{{ a {{ ...f0 }} }} {Many(25, i => $"fragment f{i} on A {{ a {{ ...f{i + 1} }} }}")} fragment f25 on A {{ a }}", "25 levels of fields"),
        ["levels of inline fragments by fragments"] = ($"{{ ...f0 }} {Many(49, i => $"fragment f{i} on A {{ {Many(60, _ => "... {")} ...f{i + 1} {new string('}', 60)} }}")} fragment f49 on A {{ a }}", "200 levels"),
        ["levels by inline fragments"] = ($"{{ {Many(1000, _ => "... {")} a {new string('}', 1000)} }}", "nests too deeply"),
        ["fields"] = ($"{{ {Many(2001, i => $"a{i}")} }}", "2000 fields"),
        ["fields of all fragments"] = ($"{{ a }} {Many(41, i => $"fragment f{i} on A {{ {Many(50, j => $"a{j}")} }}")}", "2000 fields"),
        ["one name"] = ($"{{ {Many(51, _ => "a { b }")} }}", "50 fields of the name 'a' in one place"),
        ["one alias"] = ($"{{ {Many(51, _ => "x: a { b }")} }}", "50 fields of the name 'x' in one place"),
        ["one name in inline fragments"] = ($"{{ {Many(51, _ => "... { a { b } }")} }}", "50 fields of the name 'a' in one place"),
        ["one name in fragments"] = ($"{{ {Many(11, i => $"...f{i}")} }} {Many(11, i => $"fragment f{i} on A {{ a a a a a }}")}", "50 fields of the name 'a' in one place"),
        ["one name below one name"] = ($"{{ {Many(11, _ => "a { b b b b b }")} }}", "50 fields of the name 'b' in one place"),
        ["one fragment"] = ($"{{ {Many(51, _ => "...f")} }} fragment f on A {{ a }}", "50 spreads of the fragment 'f' in one place"),
        ["fragments"] = ($"{{ a }} {Many(51, i => $"fragment f{i} on A {{ a }}")}", "50 fragments"),
        ["fragments of one name"] = ($"{{ a }} {Many(51, _ => "fragment f on A { a }")}", "50 fragments"),
        ["a second fragment of a name"] = ($"{{ a }} fragment f on A {{ a }} fragment f on A {{ {Many(51, _ => "a")} }}", "50 fields of the name 'a' in one place"),
        ["a fragment in itself"] = ("{ ...f } fragment f on A { a ...f }", "part of itself"),
        ["fragments in circles"] = ($"{{ a }} {Many(50, i => $"fragment f{i} on A {{ {Many(20, j => $"...f{(i + j) % 50}")} }}")}", "part of itself"),
        ["fragments that double"] = ($"{{ ...f0 }} {Many(25, i => $"fragment f{i} on A {{ ...f{i + 1} ...f{i + 1} }}")} fragment f25 on A {{ a }}", "with those of its fragments"),
        ["fragments that multiply beyond numbers"] = ($"{{ ...f0 }} {Many(20, i => $"fragment f{i} on A {{ {Many(40, _ => $"...f{i + 1}")} }}")} fragment f20 on A {{ a }}", "with those of its fragments"),
        ["operations"] = (Many(51, i => $"query q{i} {{ a }}"), "50 operations"),
        ["directives on one field"] = ($"{{ a {Many(11, _ => "@a")} }}", "10 directives in one place"),
        ["directives on one spread"] = ($"{{ ...f {Many(11, _ => "@a")} }} fragment f on A {{ a }}", "10 directives in one place"),
        ["directives on one variable"] = ($"query($x: Int {Many(11, _ => "@a")}) {{ a }}", "10 directives in one place"),
        ["directives on an operation"] = ($"query {Many(11, _ => "@a")} {{ a }}", "10 directives in one place"),
        ["directives"] = ($"{{ {Many(201, i => $"a{i} @a")} }}", "200 directives"),
        ["variables"] = ($"query({Many(101, i => $"$v{i}: Int")}) {{ a }}", "100 variables"),
        ["arguments"] = ($"{{ a({Many(1001, i => $"x{i}: 1")}) }}", "1000 arguments"),
        ["arguments of many fields"] = ($"{{ {Many(101, i => $"a{i}({Many(10, j => $"x{j}: 1")})")} }}", "1000 arguments"),
        ["arguments of a directive"] = ($"{{ a @a({Many(1001, i => $"x{i}: 1")}) }}", "1000 arguments"),
        ["levels of values"] = ($"{{ a(x: {new string('[', 65)}{new string(']', 65)}) }}", "64 levels of lists and objects"),
        ["values of a list"] = ($"{{ a(x: [{Many(10_001, _ => "1")}]) }}", "10000 values"),
        ["values of objects"] = ($"{{ a(x: [{Many(5001, _ => "{a:1}")}]) }}", "10000 values"),
        ["values of a default"] = ($"query($x: [Int] = [{Many(10_001, _ => "1")}]) {{ a }}", "10000 values"),
        ["questions to the schema within each other"] = ("{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }", "3 deep"),
        ["questions to the schema by fragments"] = ("{ __type(name: \"A\") { ...f } } fragment f on T { fields { type { ...g } } } fragment g on T { inputFields { type { possibleTypes { interfaces { name } } } } }", "3 deep"),
        ["a question that multiplies"] = ($"{{ __schema {{ types {{ fields {{ type {{ fields {{ type {{ fields {{ {Many(60, i => $"a{i}:name")} }} }} }} }} }} }} }} }}", "far longer"),
        ["a question that asks again"] = ($"{{ __schema {{ types {{ {Many(100, i => $"a{i}:fields {{ args {{ name description type {{ name kind }} }} }}")} }} }} }}", "far longer"),
        ["a question from rows to their interface and back"] = ($"{{ __schema {{ types {{ interfaces {{ possibleTypes {{ fields {{ {Many(150, i => $"a{i}:name")} }} }} }} }} }} }}", "far longer"),
        ["questions to the schema"] = ($"{{ {Many(6, i => $"a{i}: __schema {{ types {{ name }} }}")} }}", "5 questions to the schema"),
        ["questions to the schema in a fragment"] = ("{ ...f a: __schema { types { name } } } fragment f on Query { b: __schema { a } c: __schema { a } d: __schema { a } e: __schema { a } f: __schema { a } }", "5 questions to the schema"),
    };

    public static TheoryData<string> Names => [.. Hostile.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_document_is_refused_before_it_is_validated(string name)
    {
        var (text, words) = Hostile[name];
        var (error, steps) = Check(text);
        Assert.NotNull(error);
        Assert.Equal("document-too-large", error.Problem.Error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.InRange(steps, 0, StepsOfFields);
    }

    [Fact]
    public void What_is_just_within_every_bound_passes()
    {
        foreach (var text in (string[])
        [
            Nested(25),
            $"{{ {Many(2000, i => $"a{i}")} }}",
            $"{{ {Many(50, _ => "a { b }")} }}",
            $"{{ {Many(200, i => $"a{i}:a")} }}",
            $"{{ {Many(50, _ => "...f")} }} fragment f on A {{ a }}",
            $"{{ a }} {Many(50, i => $"fragment f{i} on A {{ a }}")}",
            Many(50, i => $"query q{i} {{ a }}"),
            $"{{ a {Many(10, _ => "@a")} }}",
            $"query({Many(100, i => $"$v{i}: Int")}) {{ a }}",
            $"{{ a(x: [{Many(9999, _ => "1")}]) }}",
            "{ __schema { types { fields { args { type { inputFields { name } } } } } } }",
        ])
            Assert.Null(Check(text).Error?.Message);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(1000)]
    [InlineData(2000)]
    public void A_document_is_looked_at_in_steps_that_grow_as_it_does(int fields) => Assert.Equal(2 * fields, Check($"{{ {Many(fields, i => $"a{i}")} }}").Steps);

    [Fact]
    public void What_exceeds_a_bound_is_told_with_its_place() =>
        Assert.Equal([(2, 3)], Check($"{{\n  a {Many(11, _ => "@a")} }}").Error!.Locations);

    [Fact]
    public void The_question_that_every_tool_asks_passes_and_may_weigh_twice_as_much()
    {
        Assert.Null(Check(CommonQuestion.Text).Error?.Message);
        Assert.Null(Check(CommonQuestion.Text.Replace("__schema {", "a: __schema { queryType { name } } b: __schema { types { ...FullType } } __schema {", StringComparison.Ordinal)).Error?.Message);
    }

    [Fact]
    public void The_page_of_limits_has_what_holds()
    {
        Dictionary<string, int> bounds = new()
        {
            ["graphqlOperations"] = DocumentBounds.Operations,
            ["graphqlFragments"] = DocumentBounds.Fragments,
            ["graphqlVariables"] = DocumentBounds.Variables,
            ["graphqlDirectives"] = DocumentBounds.Directives,
            ["graphqlDirectivesOfOne"] = DocumentBounds.DirectivesOfOne,
            ["graphqlArguments"] = DocumentBounds.Arguments,
            ["graphqlSameName"] = DocumentBounds.SameName,
            ["graphqlValues"] = DocumentBounds.Values,
            ["graphqlIntrospections"] = DocumentBounds.Introspections,
            ["graphqlIntrospectionDepth"] = DocumentBounds.IntrospectionDepth,
        };
        var told = LimitTable.Others.Where(limit => limit.Name.StartsWith("graphql", StringComparison.Ordinal)).ToDictionary(limit => limit.Name, limit => limit.Value);
        Assert.Equal(bounds.ToDictionary(bound => bound.Key, bound => bound.Value.ToString("N0", CultureInfo.InvariantCulture)), told);
    }

    [Fact]
    public void Lists_of_the_contract_may_have_names_of_the_schema_s() =>
        Assert.Null(Check("{ farms { fields { fields { fields { fields { fields { id } } } } } } }").Error);

    private static (AnswerError? Error, long Steps) Check(string text)
    {
        var (document, error) = DocumentReader.Read(text, ServiceLimits.Default);
        if (document is null) return (error, 0);
        return (DocumentBounds.Check(document, ServiceLimits.Default, Shop.Breadth, out var steps), steps);
    }

    private static string Nested(int levels) => Many(levels, _ => "{ a ", "") + new string('}', levels);

    private static string Many(int count, Func<int, string> text, string between = " ") => string.Join(between, Enumerable.Range(0, count).Select(text));
}
