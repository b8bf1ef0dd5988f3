using System.Text.Json;
using Lintel.Testing;

namespace Lintel.Cli.Tests.Deploying;

/// <summary><c>lintel export deploy</c>: what is written, as golden files.</summary>
public sealed class DeployFilesTests
{
    [Theory]
    [InlineData("postgres")]
    [InlineData("sqlite")]
    public async Task Files_of_a_contract_are_these(string store)
    {
        using var shop = new WebShop();
        (await shop.ExportAsync("--store", store, "--image", "registry.example/web-shop:1.4.2")).Success();
        foreach (var (path, text) in shop.Files().Where(file => file.Key != ".lintel-deploy" && !file.Key.StartsWith("contract/", StringComparison.Ordinal)))
            Golden.Matches($"tests/golden/deploy/{store}/{path}", text);
        var golden = Path.Combine(Golden.Repository, "tests/golden/deploy", store);
        Assert.Equal(Directory.EnumerateFiles(golden, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(golden, file)).Order(), shop.Files().Keys.Where(path => path != ".lintel-deploy" && !path.StartsWith("contract/", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task The_same_contract_makes_the_same_files()
    {
        using var shop = new WebShop();
        (await shop.ExportAsync()).Success();
        var first = shop.Files();
        Directory.Delete(shop.Folder, recursive: true);
        (await shop.ExportAsync()).Success();
        Assert.Equal(first, shop.Files());
    }

    [Fact]
    public async Task The_contract_lies_beside_them_with_its_seed_and_is_one_itself()
    {
        using var shop = new WebShop();
        (await shop.ExportAsync()).Success();
        Assert.Equal(["contract/contract.yaml", "contract/data/customer.csv", "contract/order.yaml"], shop.Files().Keys.Where(path => path.StartsWith("contract/", StringComparison.Ordinal)));
        Assert.Contains("2 resources", (await InProcess.RunAsync("check", shop.PathOf("contract"))).Success());
    }

    [Fact]
    public async Task An_image_without_a_name_is_named_after_the_contract_and_what_it_says()
    {
        using var shop = new WebShop();
        var image = await ImageAsync();
        Assert.Matches("^web-shop:v1-[0-9a-f]{8}$", image);
        Assert.Equal(image, await ImageAsync());
        await File.AppendAllTextAsync(Path.Combine(shop.Contract, "data/customer.csv"), "ada@shop.example\n", TestContext.Current.CancellationToken);
        Assert.NotEqual(image, await ImageAsync());

        async Task<string?> ImageAsync()
        {
            using var said = JsonDocument.Parse((await shop.ExportAsync("--json")).Success());
            return said.RootElement.GetProperty("image").GetString();
        }
    }

    [Fact]
    public async Task Json_has_the_numbers_and_every_file_with_its_state()
    {
        using var shop = new WebShop();
        using var said = JsonDocument.Parse((await shop.ExportAsync("--json")).Success());
        Assert.Equal((3, 6, 12), (said.RootElement.GetProperty("replicas").GetInt32(), said.RootElement.GetProperty("maxReplicas").GetInt32(), said.RootElement.GetProperty("connectionsEach").GetInt32()));
        var files = said.RootElement.GetProperty("files").EnumerateArray().ToDictionary(file => file.GetProperty("path").GetString()!, file => file.GetProperty("state").GetString());
        Assert.Equal(shop.Files().Keys.Where(path => path != ".lintel-deploy"), files.Keys.Order(StringComparer.Ordinal));
        Assert.All(files.Values, state => Assert.Equal("created", state));
    }

    [Theory]
    [InlineData("shop", "it has no tag, which means :latest; a tag of its own for each build is what can be rolled back")]
    [InlineData("registry.example:5000/shop", "it has no tag, which means :latest; a tag of its own for each build is what can be rolled back")]
    [InlineData("shop:latest", "it is another one with each build; a tag of its own for each is what can be rolled back")]
    [InlineData("Shop:1", "an image is like shop:1.4 or registry.example/team/shop:1.4")]
    [InlineData("shop:1\n  privileged: true", "an image is like shop:1.4 or registry.example/team/shop:1.4")]
    [InlineData("shop:1\n", "an image is like shop:1.4 or registry.example/team/shop:1.4")]
    [InlineData("", "an image is like shop:1.4 or registry.example/team/shop:1.4")]
    public async Task An_image_that_can_t_be_deployed_is_refused(string image, string why)
    {
        using var shop = new WebShop();
        var ran = await shop.ExportAsync("--image", image);
        Assert.Equal(ExitCode.Misused, ran.Code);
        Assert.Contains(why, ran.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(shop.Folder));
    }

    [Theory]
    [InlineData("shop@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("localhost:5000/a/b_c/shop:v1.2_3-x")]
    public async Task An_image_may_be_told_by_its_digest_and_its_registry(string image)
    {
        using var shop = new WebShop();
        (await shop.ExportAsync("--image", image)).Success();
        Assert.Contains($"image: {image}\n", shop.Files()["kubernetes/deployment.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_too_long_for_Kubernetes_is_refused()
    {
        using var shop = new WebShop(name: new string('a', 41));
        Assert.Contains("longer than the 40 characters", (await shop.ExportAsync()).Failure(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(shop.Folder));
    }

    [Fact]
    public async Task A_contract_that_is_wrong_writes_nothing()
    {
        using var shop = new WebShop(objectives: "{ peak: many }");
        Assert.Equal(ExitCode.Failed, (await shop.ExportAsync()).Code);
        Assert.False(Directory.Exists(shop.Folder));
    }
}
