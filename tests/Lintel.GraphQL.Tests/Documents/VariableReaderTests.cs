using System.Text;
using GraphQLParser.AST;
using Lintel.GraphQL.Documents;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.GraphQL.Tests.Documents;

/// <summary>Values of variables by their types, GraphQL §6.1.2, and literals with variables in them.</summary>
public sealed class VariableReaderTests
{
    [Theory]
    [InlineData("Int", "1", "1")]
    [InlineData("Int", "-2147483648", "-2147483648")]
    [InlineData("Int", "null", "null")]
    [InlineData("Float", "1", "1")]
    [InlineData("Float", "1.5e3", "1.5e3")]
    [InlineData("String", "\"a\"", "\"a\"")]
    [InlineData("Boolean", "true", "true")]
    [InlineData("ID", "\"a\"", "\"a\"")]
    [InlineData("ID", "7", "7")]
    [InlineData("Long", "9223372036854775807", "9223372036854775807")]
    [InlineData("Long", "\"9223372036854775807\"", "\"9223372036854775807\"")]
    [InlineData("Decimal", "1.10", "1.10")]
    [InlineData("Decimal", "\"1.10\"", "\"1.10\"")]
    [InlineData("UUID", "\"x\"", "\"x\"")] // Whether it is one the engine says.
    [InlineData("JSON", "{\"a\":[1,null]}", "{a:[1,null]}")]
    [InlineData("SortDirection", "\"ASC\"", "\"ASC\"")]
    [InlineData("[Int]", "[1,null]", "[1,null]")]
    [InlineData("[Int]", "1", "[1]")]
    [InlineData("[[Int]]", "1", "[[1]]")]
    [InlineData("[[Int]]", "[1,[2]]", "[[1],[2]]")]
    [InlineData("[Int!]!", "[]", "[]")]
    [InlineData("OrderWhere", "{\"status\":{\"in\":\"PAID\"},\"and\":[{\"total\":{\"gte\":1}}]}", "{status:{in:[\"PAID\"]},and:[{total:{gte:1}}]}")]
    [InlineData("[OrderOrderBy!]", "{\"total\":\"ASC\"}", "[{total:\"ASC\"}]")]
    public void A_value_of_its_type_is_taken(string type, string json, string read)
    {
        var (values, errors) = Read($"query($v: {type}) {{ __typename }}", $$"""{"v":{{json}}}""");
        Assert.Empty(errors);
        Assert.Equal(read, Text(values["v"]));
    }

    [Theory]
    [InlineData("Int", "2147483648", "$v is no Int.")]
    [InlineData("Int", "1.0", "$v is no Int.")]
    [InlineData("Int", "\"1\"", "$v is no Int.")]
    [InlineData("Int", "true", "$v is no Int.")]
    [InlineData("Float", "\"1\"", "$v is no Float.")]
    [InlineData("String", "1", "$v is no String.")]
    [InlineData("Boolean", "0", "$v is no Boolean.")]
    [InlineData("Boolean", "\"true\"", "$v is no Boolean.")]
    [InlineData("ID", "1.5", "$v is no ID.")]
    [InlineData("Long", "1.5", "$v is no Long.")]
    [InlineData("Decimal", "true", "$v is no Decimal.")]
    [InlineData("UUID", "1", "$v is no UUID.")]
    [InlineData("DateTime", "{}", "$v is no DateTime.")]
    [InlineData("SortDirection", "\"asc\"", "$v is none of SortDirection: ASC, DESC.")]
    [InlineData("SortDirection", "1", "$v is none of SortDirection: ASC, DESC.")]
    [InlineData("Int!", "null", "$v must not be null.")]
    [InlineData("[Int!]", "[1,null]", "$v[1] must not be null.")]
    [InlineData("[Int]", "[1,[2]]", "$v[1] is no Int.")]
    [InlineData("OrderWhere", "[]", "$v is an object, OrderWhere.")]
    [InlineData("OrderWhere", "{\"nope\":1}", "OrderWhere has no 'nope', as $v has.")]
    [InlineData("OrderWhere", "{\"and\":[{},{\"total\":{\"eq\":[1]}}]}", "$v.and[1].total.eq is no Decimal.")]
    [InlineData("CreateCustomerInput", "{\"id\":1}", "$v lacks 'name'.")]
    [InlineData("CreateCustomerInput", "{\"id\":1,\"name\":null}", "$v.name must not be null.")]
    [InlineData("OrderOrderBy", "{}", "$v has one member, and one only.")]
    [InlineData("OrderOrderBy", "{\"total\":\"ASC\",\"count\":\"ASC\"}", "$v has one member, and one only.")]
    [InlineData("OrderOrderBy", "{\"total\":null}", "$v has one member, and one only.")]
    public void A_value_of_another_type_is_told_with_its_place(string type, string json, string message)
    {
        var (_, errors) = Read($"query($v: {type}) {{ __typename }}", $$"""{"v":{{json}}}""");
        Assert.Equal([message], errors);
    }

    [Fact]
    public void A_variable_without_a_value_has_its_default_or_none()
    {
        var (values, errors) = Read("query($a: Int, $b: Int = 2, $c: Int! = 3, $d: Int = null) { __typename }", "{}");
        Assert.Empty(errors);
        Assert.Equal("b=2 c=3 d=null", string.Join(' ', values.Select(value => $"{value.Key}={Text(value.Value)}")));
        Assert.Equal(["$a has no value, and needs one of type [Int!]!."], Read("query($a: [Int!]!) { __typename }", "{}").Errors);
        // An explicit null is a value.
        Assert.Equal("null", Text(Read("query($b: Int = 2) { __typename }", """{"b":null}""").Values["b"]));
        Assert.Equal(["$c must not be null."], Read("query($c: Int! = 3) { __typename }", """{"c":null}""").Errors);
    }

    [Fact]
    public void What_no_variable_is_called_is_let_pass_and_of_many_mistakes_ten_are_told()
    {
        Assert.Empty(Read("query($a: Int) { __typename }", """{"b":true}""").Errors);
        Assert.Equal(10, Read($"query({string.Join(' ', Enumerable.Range(0, 50).Select(i => $"$v{i}: Int!"))}) {{ __typename }}", "{}").Errors.Length);
    }

    [Theory]
    [InlineData("[1, 2.5, \"x\", true, null, PAID, {a: [$one, $none], b: $none, c: $one}]", "[1,2.5,\"x\",true,null,PAID,{a:[1,null],c:1}]")]
    [InlineData("\"\"\"a\n  b\"\"\"", "\"a\nb\"")]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    public void Literals_are_read_with_variables_in_their_places(string literal, string read)
    {
        var document = DocumentReader.Read($"{{ a(x: {literal}) }}", ServiceLimits.Default).Document!;
        var field = (GraphQLField)((GraphQLOperationDefinition)document.Definitions[0]).SelectionSet.Selections[0];
        Assert.Equal(read, Text(LiteralReader.Read(field.Arguments!.Items[0].Value, new Dictionary<string, InputValue> { ["one"] = InputValue.Number(1) })!));
    }

    private static (IReadOnlyDictionary<string, InputValue> Values, string[] Errors) Read(string text, string variables)
    {
        var (document, error) = DocumentReader.Read(text, ServiceLimits.Default);
        Assert.Null(error?.Message);
        Assert.True(JsonInput.TryParse(Encoding.UTF8.GetBytes(variables), out var given, out var failure), failure);
        var (values, errors) = new VariableReader(Shop.Schema).Read(document!, document!.Definitions.OfType<GraphQLOperationDefinition>().Single(), given);
        Assert.All(errors, one => Assert.Equal("invalid-variable", one.Problem.Error.Code));
        Assert.All(errors, one => Assert.Equal(1, Assert.Single(one.Locations).Line));
        return (values, [.. errors.Select(one => one.Message)]);
    }

    private static string Text(InputValue value) => value.Kind switch
    {
        InputKind.Null => "null",
        InputKind.String => $"\"{value.Text}\"",
        InputKind.Number or InputKind.Boolean or InputKind.Untyped => value.Text,
        InputKind.List => $"[{string.Join(',', value.Items.Select(Text))}]",
        InputKind.Object => $"{{{string.Join(',', value.Members.Select(member => $"{member.Name}:{Text(member.Value)}"))}}}",
    };
}
