using Lintel.Contract;
using Lintel.Model;

namespace Lintel.Tests.Contract;

public sealed class MeaningTests
{
    private static string Key(string key)
    {
        var resource = Contracts.Resource($"a:\n  key: {key}\n  managed: []\n  fields:\n    code: string(1..9)\n    b: b\nb:\n  fields:\n    x: int", "a");
        return string.Join("; ", resource.Key.Select(ModelPrint.Field)) + (resource.ClientKey ? " client" : "");
    }

    [Theory]
    [InlineData("uuid", "id: uuid = Uuid7 readOnly immutable [Key] column id")]
    [InlineData("int", "id: int = Identity readOnly immutable [Key] column id")]
    [InlineData("{ type: int, client: true }", "id: int = Identity immutable [Key] column id client")]
    [InlineData("{ type: uuid, client: true }", "id: uuid = Uuid7 immutable [Key] column id client")]
    [InlineData("string(2..8)", "id: string length 2..8 required immutable [Key] column id client")]
    [InlineData("string", "id: string length 1..255 required immutable [Key] column id client")]
    [InlineData("[code]", "code: string length 1..9 required immutable column code client")]
    [InlineData("[b, code]", "bId: uuid required immutable [Reference] column b_id; code: string length 1..9 required immutable column code client")]
    public void A_key_means(string key, string expected) => Assert.Equal(expected, Key(key));

    [Fact]
    public void A_reference_to_a_composite_key_has_a_field_for_each_of_its_parts()
    {
        var model = Contracts.Model("a:\n  key: [code, number]\n  fields:\n    code: string(1..9)\n    number: int\nb:\n  fields:\n    a: a?\n  queries:\n    - { filter: [a] }");
        var b = model.FindResource("b")!;
        Assert.Equal(["id", "aCode", "aNumber", "createdAt", "updatedAt", "version"], b.Fields.Select(field => field.Name));
        Assert.Equal(["a_code", "a_number"], b.Entity.ForeignKeys.Single().Columns.Select(column => column.Name));
        Assert.Equal(["a_code", "a_number", "id"], b.Entity.Indexes.Single().Columns.Select(column => column.Column.Name));
        Assert.True(b.FindRelation("a")!.IsOptional);
    }

    [Fact]
    public void A_child_may_be_keyed_by_its_parent_and_a_number()
    {
        var model = Contracts.Model("order:\n  fields:\n    note: text\norderLine:\n  partOf: order\n  key: [order, number]\n  fields:\n    number: int");
        var line = model.FindResource("orderLine")!;
        Assert.Equal(["orderId", "number"], line.Key.Select(key => key.Name));
        Assert.Empty(line.Entity.Indexes);
        Assert.Equal("lines", line.Owner!.Name);
    }

    [Fact]
    public void Children_of_children_hang_on_their_own_parent()
    {
        var model = Contracts.Model("a:\n  fields: { x: int }\naPart:\n  partOf: a\n  fields: { x: int }\naPartScrew:\n  partOf: aPart\n  reverse: bolts\n  maxItems: 7\n  fields: { x: int }");
        var screw = model.FindResource("aPartScrew")!;
        Assert.Equal(("bolts", 7, "aPart"), (screw.Owner!.Name, screw.Owner.MaxItems, screw.Owner.Source.Name));
        Assert.Equal("parts", model.FindResource("aPart")!.Owner!.Name);
        Assert.Null(screw.Version);
    }

    [Fact]
    public void Many_to_many_has_a_table_of_pairs_and_both_sides()
    {
        var model = Contracts.Model("playlist:\n  key: int\n  fields:\n    tracks: track[]\ntrack:\n  fields:\n    name: string");
        var there = model.FindResource("playlist")!.FindRelation("tracks")!;
        var back = model.FindResource("track")!.FindRelation("playlists")!;
        Assert.Same(back, there.Inverse);
        Assert.Equal(("playlist_tracks", "trackIds", (string?)null), (there.Link!.Entity.Table, there.KeysName, back.KeysName));
        Assert.Equal(["playlist_id", "track_id"], there.Link.Entity.Key.Select(column => column.Name));
        Assert.Equal(["track_id", "playlist_id"], there.Link.Entity.Indexes.Single().Columns.Select(column => column.Column.Name));
        Assert.Equal("track_id", back.Link!.Source.Single().Name);
    }

    [Fact]
    public void Many_to_many_with_itself_has_two_columns()
    {
        var link = Contracts.Resource("person:\n  fields:\n    friends: person[] reverse friendOf", "person").FindRelation("friends")!.Link!;
        Assert.Equal(["person_id", "friend_id"], link.Entity.Columns.Select(column => column.Name));
    }

    [Theory]
    [InlineData("person", "people", "people", "person")]
    [InlineData("mediaType", "mediaTypes", "media-types", "media_type")]
    [InlineData("salesPerson", "salesPeople", "sales-people", "sales_person")]
    [InlineData("category", "categories", "categories", "category")]
    [InlineData("news", "news", "news", "news")]
    [InlineData("htmlPage2", "htmlPage2s", "html-page2s", "html_page2")]
    public void Plural_path_and_table_come_from_the_name(string name, string plural, string path, string table)
    {
        var resource = Contracts.Resource($"{name}:\n  fields:\n    x: int", name);
        Assert.Equal((plural, path, table), (resource.Plural, resource.Path, resource.Entity.Table));
    }

    [Theory]
    [InlineData("[{ filter: [b], sort: [-x] }]", "b, x desc, id desc")]
    [InlineData("[{ filter: [b] }, { filter: [b], sort: [x] }]", "b, id | b, x, id")]
    [InlineData("[{ sort: [x] }, { sort: [-x] }]", "x, id")]
    [InlineData("[{ sort: [x, -b] }]", "x, b desc, id desc")]
    [InlineData("[{ filter: [code] }]", "")]
    [InlineData("[{ sort: [code] }]", "")]
    [InlineData("[{ sort: [-id] }]", "")]
    [InlineData("[{ sort: [nick] }]", "nick, id")]
    [InlineData("[{ filter: [x], sort: [code, b] }]", "x, code")]
    public void An_access_pattern_gets_the_index_that_it_needs(string queries, string expected)
    {
        var resource = Contracts.Resource($"a:\n  fields:\n    b: int\n    x: int\n    code: string unique\n    nick: string? unique\n  queries: {queries}", "a");
        Assert.Equal(expected, string.Join(" | ", resource.Entity.Indexes.Select(index => string.Join(", ", index.Columns.Select(column => column.Column.Name + (column.Descending ? " desc" : ""))))));
    }

    [Fact]
    public void A_unique_reference_needs_no_index_of_its_own()
    {
        var resource = Contracts.Resource("a:\n  fields:\n    b: b unique\nb:\n  fields:\n    x: int", "a");
        Assert.Empty(resource.Entity.Indexes);
        Assert.Equal("b_id", resource.Entity.Uniques.Single().Columns.Single().Name);
        Assert.Equal(RelationKind.Reverse, resource.Relations.Single().Inverse!.Kind);
    }

    [Fact]
    public void A_self_reference_has_both_ways()
    {
        var resource = Contracts.Resource("employee:\n  fields:\n    manager: employee? reverse reports", "employee");
        Assert.Equal(["manager", "reports"], resource.Relations.Select(relation => relation.Name));
        Assert.Same(resource.FindRelation("reports"), resource.FindRelation("manager")!.Inverse);
    }

    [Fact]
    public void Tables_come_after_those_they_refer_to_even_if_others_are_in_a_circle()
    {
        var model = Contracts.Model("c:\n  fields:\n    b: b reverse c1\nb:\n  fields:\n    a: a? reverse b1\na:\n  fields:\n    b: b? reverse a1\nd:\n  fields:\n    e: e\ne:\n  fields:\n    x: int");
        var order = model.Entities.Select(entity => entity.Table).ToList();
        Assert.True(order.IndexOf("e") < order.IndexOf("d"));
    }

    [Fact]
    public void The_state_is_read_only_and_names_of_tables_and_columns_can_be_given()
    {
        var resource = Contracts.Resource("a:\n  table: things\n  was: stuff\n  path: stuff\n  maxLimit: 500\n  state: status\n  fields:\n    status: enum(on, off) = on\n    name: { type: string, column: label, was: title }\n  actions:\n    stop: { from: [on], to: off, description: Halts. }", "a");
        Assert.Equal(("things", "stuff", "stuff", 500), (resource.Entity.Table, resource.Entity.FormerTable, resource.Path, resource.MaxLimit));
        Assert.True(resource.State!.ReadOnly);
        Assert.Equal(("label", "title"), (resource.FindField("name")!.Column.Name, resource.FindField("name")!.Column.FormerName));
        Assert.Equal("Halts.", resource.Actions.Single().Description);
    }

    [Theory]
    [InlineData("a:\n  fields:\n    x: strin\n    y: int\n  queries: [{ filter: [x] }]\n  unique: [[x, y]]", "LTL3001")]
    [InlineData("a:\n  fields:\n    x: custmer\n  key: [x]", "LTL3001")]
    [InlineData("a:\n  fields:\n    b: string(\n  state: b\n  actions: { go: { from: [u], to: v } }", "LTL2009")]
    [InlineData("a:\n  partOf: nope\n  fields:\n    x: int\n  queries: [{ filter: [nope] }]", "LTL3002")]
    [InlineData("a:\n  fields: 5\n  queries: [{ filter: [x] }]\nb:\n  fields:\n    a: a", "LTL2003")]
    [InlineData("a:\n  fields:\n    x: strin = 7 >= 3", "LTL2009")]
    [InlineData("a:\n  fields:\n    x: { tipe: int }\n  queries: [{ filter: [x] }]", "LTL2001")]
    [InlineData("a:\n  fields:\n    x: { type: \"enum(u, v) = u\", writeOnly: true }\n  state: x\n  actions: { go: { from: [u], to: v } }", "LTL3023")]
    [InlineData("a:\n  fields:\n    x: int\n  state: x\n  actions: { go: {} }", "LTL3023", "LTL3080")]
    [InlineData("a:\n  queries: [{ filter: [y] }]", "LTL2002")]
    [InlineData("a:\n  fields:\n    note: text\n  queries: [{ sort: [note] }]", "LTL3017")]
    [InlineData("a:\n  fields:\n    x: int\n  unique: [[x, id], [id]]", "LTL3035")]
    [InlineData("a:\n  fields:\n    x: int\nb:\n  plural: as\n  path: bs\n  fields:\n    x: int", "LTL3032")]
    [InlineData("a:\n  feilds:\n    x: int", "LTL2001")]
    [InlineData("lintel: 1\nsrvice: x\nresources: { a: { fields: { x: int } } }", "LTL2001")]
    [InlineData("a:\n  fields:\n    x: int\n  queries: [{ filter: [y] }, { filter: [z] }]", "LTL3003", "LTL3003")]
    [InlineData("a:\n  state: x\n  fields:\n    x: int\n  actions: { go: { from: [u], to: v } }", "LTL3023")]
    public void One_mistake_gives_one_finding(string contract, params string[] codes) => Assert.Equal(codes, Contracts.Codes(contract));

    [Fact]
    public void All_mistakes_are_found_at_once() =>
        Assert.Equal(["LTL2005", "LTL2001", "LTL3004", "LTL3010", "LTL3003", "LTL3002"],
            Contracts.Codes("lintel: 1\nservice: Big Shop\nresources:\n  a:\n    color: red\n    fields:\n      first_name: string\n      age: int = x\n    queries: [{ sort: [agee] }]\n  b:\n    partOf: c1\n    fields: { x: int }\n"));

    [Fact]
    public void Findings_print_with_their_line_and_carets()
    {
        var result = Contracts.Compile("a:\n  fields:\n    tier: enum(basic, gold) = glod");
        var text = new StringWriter();
        DiagnosticText.Write(text, result.Diagnostics[0] with { File = "shop.yaml" });
        Assert.Equal(
            """
            shop.yaml:6:33: error LTL3010: `glod` is not one of basic, gold.
                    tier: enum(basic, gold) = glod
                                              ^^^^
              hint: did you mean `gold`?

            """,
            text.ToString());
    }

    [Fact]
    public void Findings_are_JSON_for_programs()
    {
        using var stream = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(stream))
            DiagnosticJson.Write(writer, [Contracts.Compile("a:\n  fields:\n    x: strin").Diagnostics[0] with { File = "a.yaml" }]);
        Assert.Equal("""[{"code":"LTL3001","severity":"error","file":"a.yaml","line":6,"column":10,"length":5,"message":"\u0060strin\u0060 is neither a type nor a resource.","hint":"did you mean \u0060string\u0060?"}]""", System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }
}
