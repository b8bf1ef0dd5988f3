using System.Text;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel load</c>: whole files, or nothing of them.</summary>
public sealed class LoadTests
{
    private const string Header = "sku,name,price\n";
    private const string Good = "TEA-1,Tea,1\n";

    [Theory]
    [InlineData(Header + Good, 1)]
    [InlineData("sku,name,price\r\nTEA-1,Tea,1\r\nTEA-2,Tea,1", 2)]
    [InlineData("\uFEFFsku,name,price\nTEA-1,Tea,1", 1)]
    [InlineData(Header + "TEA-1,\"Tea, \"\"green\"\"\",1\nTEA-2,\"two\nlines\",1\n", 2)]
    [InlineData(Header + "TEA-1,Tea,1\n\nTEA-2,Tea,1\n\n\n", 2)]
    [InlineData("price,stock,sku,name\n1,,TEA-1,Tea\n", 1)]
    [InlineData(Header, 0)]
    public async Task Csv_is_loaded(string text, int rows) => await LoadsAsync("products.csv", text, rows);

    [Theory]
    [InlineData("""{"sku":"TEA-1","name":"Tea","price":1}""", 1)]
    [InlineData("\uFEFF{\"sku\":\"TEA-1\",\"name\":\"Tea\",\"price\":1}\r\n\r\n{\"sku\":\"TEA-2\",\"name\":\"Tea\",\"price\":1.5}\r\n", 2)]
    [InlineData("", 0)]
    public async Task Ndjson_is_loaded(string text, int rows) => await LoadsAsync("products.ndjson", text, rows);

    [Theory]
    [InlineData("", ":1: The file is empty; its first line should name the columns.")]
    [InlineData("\uFEFF", ":1: The file is empty; its first line should name the columns.")]
    [InlineData("sku,name\nTEA-1,Tea\n", ":1: 'price' is required, but there is no such column.")]
    [InlineData("sku,nam,price\n", ":1: 'product' has no member 'nam' that can be written. Did you mean 'name'?")]
    [InlineData("sku,name,price,colour\nTEA-1,Tea,1,red\n", ":1: 'product' has no member 'colour' that can be written.")]
    [InlineData("sku,name,price,name\nTEA-1,Tea,1,Tea\n", ":1: The header names 'name' twice.")]
    [InlineData("sku,,price\nTEA-1,Tea,1\n", ":1: Column 2 of the header has no name.")]
    [InlineData("sku;name;price\nTEA-1;Tea;1\n", ":1: The columns must be separated by commas.")]
    [InlineData(Header + Good + "TEA-2,Tea\n", ":3: The row has 2 cells; the header has 3.")]
    [InlineData(Header + "TEA-1,\"two\nlines\",1\nTEA-2,Tea,1,1\n", ":4: The row has 4 cells; the header has 3.")]
    [InlineData(Header + Good + "\nTEA-2,Tea,x\n", ":4: 'price' must be a number with at most 10 digits before and 2 behind the point.")]
    [InlineData(Header + Good + "TEA-2,Tea,-1\n", ":3: 'price' must be at least 0.00.")]
    [InlineData(Header + Good + "TEA-2,,1\n", ":3: 'name' can't be null.")]
    [InlineData("sku,name,price,stock\nTEA-1,Tea,0,1\n", ":2: What is on the shelf has a price.")]
    [InlineData(Header + Good + Good, ":3: Another product has the same 'sku'.")]
    [InlineData(Header + Good + "TEA-2,\"Tea,1\n", ":3: A quoted field at the end of the input ends without a closing quote.")]
    [InlineData(Header + Good + "TEA-2,\"T\"ea,1\n", ":3: A delimiter, newline or EOF was expected after a closing quote.")]
    public async Task Csv_with_a_mistake_is_refused_with_its_line(string text, string failure) => await RefusesAsync("products.csv", Encoding.UTF8.GetBytes(text), failure);

    [Theory]
    [InlineData("{\"sku\":\"TEA-1\",\"name\":\"Tea\",\"price\":1}\n{\"sku\":\n", ":2: Column 8: ")]
    [InlineData("{\"sku\":\"TEA-1\",\"name\":\"Tea\",\"price\":1}\n\n[1]\n", ":3: An object is expected here.")]
    [InlineData("{\"sku\":\"TEA-1\",\"name\":\"Tea\",\"price\":1}\n{\"sku\":\"TEA-2\",\"name\":5,\"price\":1}", ":2: 'name' must be text.")]
    [InlineData("{\"sku\":\"TEA-1\",\"sku\":\"TEA-1\"}\n", ":1: Column 1: The member 'sku' stands twice.")]
    [InlineData("{\"sku\":\"TEA-1\",\"name\":\"Tea\",\"price\":1,\"colour\":1}\n", ":1: 'product' has no member 'colour' that can be written.")]
    public async Task Ndjson_with_a_mistake_is_refused_with_its_line(string text, string failure) => await RefusesAsync("products.ndjson", Encoding.UTF8.GetBytes(text), failure);

    [Theory]
    [InlineData("products.csv", Header + Good + "TEA-é,Tea,1\nTEA-2,", ",1\n", ":4: The line is not valid UTF-8.")]
    [InlineData("products.ndjson", "\n{\"sku\":\"TEA-1\",\"name\":\"", "\",\"price\":1}\n", ":2: A string holds bytes or escapes that are not valid Unicode.")]
    public async Task Bytes_that_are_not_utf8_are_refused_with_their_line(string name, string before, string behind, string failure) =>
        await RefusesAsync(name, [.. Encoding.UTF8.GetBytes(before), 0xE9, .. Encoding.UTF8.GetBytes(behind)], failure);

    [Fact]
    public async Task Several_mistakes_are_told_at_once_in_the_order_of_their_lines()
    {
        using var workspace = Workspace.With("shop");
        var file = workspace.Write("products.csv", Header + Good + "TEA-2,Tea,-1\nT,Tea,x\n");
        var ran = await InProcess.RunAsync("load", workspace.PathOf("shop"), "product", file, "--store", "sqlite:" + workspace.PathOf("shop.db"));
        Assert.Equal(
            $"""
            {file}:3: 'price' must be at least 0.00.
            {file}:4: 'price' must be a number with at most 10 digits before and 2 behind the point.
            {file}:4: 'sku' must have at least 3 characters; it has 1.
            lintel: nothing was loaded, because of these 3 mistakes; more may follow

            """, ran.Error);
        Assert.Equal((1, ""), (ran.Code, ran.Out));
    }

    [Fact]
    public async Task Rows_with_a_mistake_are_skipped_and_told_where_that_is_asked_for()
    {
        using var workspace = Workspace.With("shop");
        var store = "sqlite:" + workspace.PathOf("shop.db");
        var file = workspace.Write("products.csv", Header + Good + "TEA-2,Tea,-1\n" + Good + "TEA-3,Tea\nTEA-4,Tea,4\n");
        var ran = await InProcess.RunAsync("load", workspace.PathOf("shop"), "product", file, "--on-error", "skip", "--store", store);
        Assert.Equal(
            $"""
            {file}:3: 'price' must be at least 0.00.
            {file}:4: Another product has the same 'sku'.
            {file}:5: The row has 2 cells; the header has 3.
            skipped 3 rows

            """, ran.Error);
        Assert.StartsWith("loaded 2 rows of product into ", ran.Success(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_loaded_whole_or_not_at_all()
    {
        using var workspace = Workspace.With("shop");
        var (contract, store) = (workspace.PathOf("shop"), "sqlite:" + workspace.PathOf("shop.db"));
        workspace.Write("rows/customer.ndjson", """{"email":"a@b.example","name":"A"}""");
        var wrong = workspace.Write("rows/product.csv", Header + "TEA-1,Tea,-1\n");
        Assert.Equal($"nothing was loaded: {wrong}:2: 'price' must be at least 0.00.", (await InProcess.RunAsync("load", contract, workspace.PathOf("rows"), "--store", store)).Failure());
        workspace.Write("rows/product.csv", Header + Good);
        Assert.StartsWith("loaded 2 rows into ", (await InProcess.RunAsync("load", contract, workspace.PathOf("rows"), "--store", store)).Success(), StringComparison.Ordinal);
        Assert.Equal("--on-error skip is for one file: name its resource and the file", (await InProcess.RunAsync("load", contract, workspace.PathOf("rows"), "--on-error", "skip", "--store", store)).Failure());
        Assert.Contains("there is no folder nowhere", (await InProcess.RunAsync("load", contract, "nowhere", "--store", store)).Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_terminal_too_every_row_is_loaded_in_colour_where_it_is_wanted()
    {
        using var workspace = Workspace.With("shop");
        var (output, error) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal(output, error, TimeProvider.System, _ => null) { IsOutInteractive = true, IsErrorInteractive = true };
        var file = workspace.Write("products.csv", Header + string.Concat(Enumerable.Range(0, 1000).Select(i => $"TEA-{i},Tea,1\n")));
        var code = await LintelCommand.RunAsync(["load", workspace.PathOf("shop"), "product", file], terminal, TestContext.Current.CancellationToken);
        Assert.True(code == 0, error.ToString());
        Assert.StartsWith("loaded 1,000 rows of product into ", output.ToString());

        var wrong = workspace.Write("wrong.yaml", CheckTests.Mistakes);
        await LintelCommand.RunAsync(["check", wrong], terminal, TestContext.Current.CancellationToken);
        Assert.Contains("\e[31m", error.ToString());
    }

    [Fact]
    public async Task Rows_with_children_are_refused_with_the_line_of_their_parent()
    {
        using var workspace = Workspace.With("shop");
        var store = "sqlite:" + workspace.PathOf("shop.db");
        var (customer, product) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var shop = workspace.PathOf("shop");
        (await InProcess.RunAsync("load", shop, "customer", workspace.Write("c.csv", $"id,email,name\n{customer},a@b.example,Ada\n"), "--store", store)).Success();
        (await InProcess.RunAsync("load", shop, "product", workspace.Write("p.csv", $"id,{Header}{product},{Good}"), "--store", store)).Success();
        string Order(params Guid[] products) =>
            $$"""{"customerId":"{{customer}}","lines":[{{string.Join(",", products.Select(id => $$"""{"productId":"{{id}}","quantity":1,"unitPrice":1}"""))}}]}""" + "\n";

        var wrong = workspace.Write("o.ndjson", Order(product, product) + Order(product, Guid.NewGuid()));
        Assert.Equal($"nothing was loaded: {wrong}:2: lines/1/productId: 'productId' names a row that does not exist.", (await InProcess.RunAsync("load", shop, "order", wrong, "--store", store)).Failure());
        var right = workspace.Write("o.ndjson", Order(product, product) + Order(product));
        Assert.StartsWith("loaded 2 rows of order into ", (await InProcess.RunAsync("load", shop, "order", right, "--store", store)).Success());
    }

    [Fact]
    public async Task A_line_beyond_every_bound_is_refused_without_reading_it_whole()
    {
        using var workspace = Workspace.With("shop");
        var file = workspace.PathOf("products.ndjson");
        await using (var stream = File.OpenWrite(file)) stream.SetLength(200L * 1024 * 1024);
        var ran = await InProcess.RunAsync("load", workspace.PathOf("shop"), "product", file, "--store", "sqlite:" + workspace.PathOf("shop.db"));
        Assert.Equal($"nothing was loaded: {file}:1: The line is longer than 16777216 bytes.", ran.Failure());
    }

    [Theory]
    [InlineData("prodct", "products.csv", "the contract has no resource 'prodct'; did you mean 'product'?")]
    [InlineData("spaceship", "products.csv", "the contract has no resource 'spaceship'; it has customer, product, order, orderLine")]
    [InlineData("product", "nosuch.csv", "there is no file nosuch.csv")]
    [InlineData("product", "/", "/ is a folder; name a file in it")]
    public async Task What_is_not_there_is_said_before_a_database_is_made(string resource, string file, string failure)
    {
        using var workspace = Workspace.With("shop");
        Assert.Equal(failure, (await InProcess.RunAsync("load", workspace.PathOf("shop"), resource, file)).Failure());
        Assert.False(Directory.Exists(workspace.PathOf("shop/.lintel")));
    }

    [Fact]
    public async Task A_file_of_another_kind_is_refused()
    {
        using var workspace = Workspace.With("shop");
        var file = workspace.Write("products.xlsx", "");
        Assert.Equal($"{file} is neither a .csv nor a .ndjson file", (await InProcess.RunAsync("load", workspace.PathOf("shop"), "product", file)).Failure());
    }

    private static async Task LoadsAsync(string name, string text, int rows)
    {
        using var workspace = Workspace.With("shop");
        var ran = await InProcess.RunAsync("load", workspace.PathOf("shop"), "product", workspace.Write(name, text), "--store", "sqlite:" + workspace.PathOf("shop.db"));
        Assert.StartsWith($"loaded {rows} row{(rows == 1 ? "" : "s")} of product into ", ran.Success());
        Assert.Equal("", ran.Error);
    }

    private static async Task RefusesAsync(string name, byte[] bytes, string failure)
    {
        using var workspace = Workspace.With("shop");
        var (file, store) = (workspace.Write(name, bytes), "sqlite:" + workspace.PathOf("shop.db"));
        var ran = await InProcess.RunAsync("load", workspace.PathOf("shop"), "product", file, "--store", store);
        Assert.StartsWith($"nothing was loaded: {file}{failure}", ran.Failure());
        // The good row before the wrong one is not there either, or it would be refused now.
        var good = await InProcess.RunAsync("load", workspace.PathOf("shop"), "product", workspace.Write("good.csv", Header + Good), "--store", store);
        Assert.StartsWith("loaded 1 row ", good.Success());
    }
}
