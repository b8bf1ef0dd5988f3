using Lintel.Contract;

namespace Lintel.Tests.Contract;

public sealed class YamlTests
{
    private static Diagnostic Only(string contract) => Assert.Single(Contracts.Compile(contract).Diagnostics);

    [Fact]
    public void A_scalar_is_typed_by_where_it_stands_and_not_by_how_it_looks()
    {
        var field = Contracts.Resource("a:\n  fields:\n    answer: enum(yes, no, on) = no\n    size: string = 0x1F\n    when: string = 2020-01-01", "a").FindField("answer")!;
        Assert.Equal("'no'", field.DefaultValue.ToString());
        Assert.Equal(["yes", "no", "on"], field.Type.Members);
    }

    [Theory]
    [InlineData("a:\n  fields:\n    size: { type: enum(s, m, l), description: x }", "LTL1015", "enum(s, m, l)", "quote it: \"enum(s, m, l)\"")]
    [InlineData("a:\n  fields: { n: decimal(12,2) }", "LTL1015", "decimal(12,2)", "quote it: \"decimal(12,2)\"")]
    [InlineData("a:\n  fields:\n    c: string = #fff", "LTL1016", "string = #fff", "quote it: \"string = #fff\"")]
    [InlineData("a:\n  fields:\n    c: string = 'a #b'", "LTL1016", "string = 'a #b'", "quote it: \"string = 'a #b'\"")]
    [InlineData("a:\n  fields:\n    c: string = x: y", "LTL1017", "string = x: y", "quote it: \"string = x: y\"")]
    [InlineData("a:\n  fields:\n    c: > 5", "LTL1018", "> 5", "quote it: \"> 5\"")]
    [InlineData("a:\n  fields:\n    c: @b", "LTL1018", "@b", "quote it: \"@b\"")]
    [InlineData("a:\n  fields:\n    c: %b", "LTL1018", "%b", "quote it: \"%b\"")]
    [InlineData("a:\n  fields:\n    c: !b c", "LTL1006", "!b c", "\"!b c\"")]
    [InlineData("a:\n  fields:\n    c: *b", "LTL1008", "*b", "\"*b\"")]
    public void A_text_that_YAML_cuts_is_shown_quoted(string contract, string code, string span, string hint)
    {
        var found = Only(contract);
        Assert.Equal(code, found.Code);
        Assert.Equal(span, found.SourceLine!.Substring(found.Column - 1, found.Length));
        Assert.Contains(hint, found.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_behind_a_whole_type_is_a_comment() =>
        Assert.Empty(Contracts.Codes("a:\n  fields:\n    c: int >= 0 # not below zero\n    d: string(1..9) = x   # = y"));

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_change_nothing()
    {
        var text = "\uFEFF" + Contracts.Complete("a:\n  fields:\n    b: strin").Replace("\n", "\r\n", StringComparison.Ordinal);
        var found = Assert.Single(Contracts.CompileBytes(System.Text.Encoding.UTF8.GetBytes(text)).Diagnostics);
        Assert.Equal((6, 10, 5), (found.Line, found.Column, found.Length));
    }

    [Fact]
    public void A_place_behind_characters_outside_the_basic_plane_is_right()
    {
        var found = Only("a:\n  fields:\n    b: { description: \"😀\", type: strin }");
        Assert.Equal("strin", found.SourceLine!.Substring(found.Column - 1, found.Length));
    }

    [Fact]
    public void A_syntax_error_does_not_hide_what_stands_before_it()
    {
        var codes = Contracts.Codes("a:\n  feilds: {}\n  fields:\n    b: string(\nc: [");
        Assert.Equal(["LTL2001", "LTL2009", "LTL1001"], codes);
    }

    [Fact]
    public void Tabs_as_indentation_get_a_hint()
    {
        var found = Contracts.Compile("lintel: 1\nservice: a\nresources:\n\ta:\n\t\tfields: {}\n").Diagnostics;
        Assert.Contains(found, diagnostic => diagnostic.Code == "LTL1001");
    }

    [Fact]
    public void Files_of_a_folder_are_one_service()
    {
        var model = Contracts.Model("# file: a.yaml\nlintel: 1\nservice: shop\nresources: { customer: { fields: { name: string } } }\n# file: b.yml\nresources: { order: { fields: { customer: customer } } }");
        Assert.Equal(["customer", "order"], model.Resources.Select(resource => resource.Name));
    }

    [Fact]
    public void A_finding_names_the_file_it_is_in()
    {
        var result = Contracts.Compile("# file: a.yaml\nlintel: 1\nservice: shop\nresources: { customer: { fields: { name: strng } } }\n# file: b.yaml\nresources: { order: { fields: { customer: custmer } } }");
        Assert.Equal(["a.yaml", "b.yaml"], result.Diagnostics.Select(diagnostic => Path.GetFileName(diagnostic.File)));
        Assert.Equal(2, result.Files.Count);
    }

    [Fact]
    public void A_link_out_of_the_folder_is_no_seed() => Contracts.InFolder(folder =>
    {
        var contract = Directory.CreateDirectory(Path.Combine(folder, "contract")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(contract, "data"), Directory.CreateDirectory(Path.Combine(folder, "elsewhere")).FullName);
        File.WriteAllText(Path.Combine(contract, "a.yaml"), "lintel: 1\nservice: a\nseed: data\nresources: { a: { fields: { b: int } } }");
        Assert.Equal("LTL3034", Assert.Single(ContractCompiler.Compile(contract).Diagnostics).Code);
        return true;
    });

    [Fact]
    public void At_most_200_findings_come_back_in_the_order_of_their_places()
    {
        var found = Contracts.Compile("a:\n  fields:\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"    f{i}: nope{i}x\n"))).Diagnostics;
        Assert.Equal(200, found.Count);
        Assert.Equal(found.OrderBy(diagnostic => diagnostic.Line), found);
        Assert.Equal(6, found[0].Line);
    }
}
