namespace Lintel.Cli.Tests.Deploying;

/// <summary><c>lintel export deploy</c> into a folder that has files: what somebody changed stays.</summary>
public sealed class DeployFolderTests
{
    [Fact]
    public async Task Files_that_nobody_changed_are_written_anew()
    {
        using var shop = new WebShop();
        (await shop.ExportAsync("--image", "shop:1")).Success();
        var said = (await shop.ExportAsync("--image", "shop:2")).Success();
        Assert.Equal(["Dockerfile", "compose.yaml", "kubernetes/deployment.yaml"], said.Split('\n').Where(line => line.StartsWith("changed", StringComparison.Ordinal)).Select(line => line.Split("/out/")[1]));
        Assert.DoesNotContain("created", said, StringComparison.Ordinal);
        Assert.Contains("image: shop:2", shop.Files()["compose.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_somebody_changed_are_listed_and_nothing_is_written()
    {
        using var shop = new WebShop();
        (await shop.ExportAsync("--image", "shop:1")).Success();
        await EditAsync(shop, "compose.yaml");
        await EditAsync(shop, "kubernetes/service.yaml");
        var before = shop.Files();
        // The service would be the same again, but is not what it was; what is to change although it was not touched stays, too.
        var failure = (await shop.ExportAsync("--image", "shop:2")).Failure();
        Assert.StartsWith("somebody changed compose.yaml, kubernetes/service.yaml in ", failure);
        Assert.EndsWith(", and nothing is written; --force writes over them", failure);
        Assert.Equal(before, shop.Files());
    }

    [Fact]
    public async Task Forced_it_writes_over_what_was_changed()
    {
        using var shop = new WebShop();
        (await shop.ExportAsync()).Success();
        var before = shop.Files();
        await EditAsync(shop, "compose.yaml");
        (await shop.ExportAsync("--force")).Success();
        Assert.Equal(before, shop.Files());
        (await shop.ExportAsync()).Success();
    }

    [Fact]
    public async Task A_file_that_was_there_before_is_somebody_s_own()
    {
        using var shop = new WebShop();
        Directory.CreateDirectory(shop.Folder);
        await File.WriteAllTextAsync(shop.PathOf("Dockerfile"), "FROM scratch\n", TestContext.Current.CancellationToken);
        Assert.StartsWith("somebody changed Dockerfile in ", (await shop.ExportAsync()).Failure());
        Assert.Equal(["Dockerfile"], shop.Files().Keys);
    }

    [Fact]
    public async Task A_file_that_somebody_deleted_is_written_again()
    {
        using var shop = new WebShop();
        (await shop.ExportAsync()).Success();
        File.Delete(shop.PathOf("compose.yaml"));
        Assert.Contains("created", (await shop.ExportAsync()).Success(), StringComparison.Ordinal);
        Assert.True(File.Exists(shop.PathOf("compose.yaml")));
    }

    [Fact]
    public async Task What_no_longer_belongs_to_it_goes_and_what_never_did_stays()
    {
        using var shop = new WebShop();
        (await shop.ExportAsync()).Success();
        Directory.CreateDirectory(shop.PathOf("overlay"));
        await File.WriteAllTextAsync(shop.PathOf("overlay/kustomization.yaml"), "mine\n", TestContext.Current.CancellationToken);
        (await shop.ExportAsync("--store", "sqlite")).Success();
        Assert.DoesNotContain("kubernetes/deployment.yaml", shop.Files().Keys);
        Assert.Contains("kubernetes/stateful-set.yaml", shop.Files().Keys);
        Assert.Equal("mine\n", shop.Files()["overlay/kustomization.yaml"]);
    }

    [Fact]
    public async Task What_would_go_but_was_changed_is_listed_too()
    {
        using var shop = new WebShop();
        (await shop.ExportAsync()).Success();
        await EditAsync(shop, "kubernetes/deployment.yaml");
        Assert.StartsWith("somebody changed kubernetes/deployment.yaml in ", (await shop.ExportAsync("--store", "sqlite")).Failure());
    }

    [Fact]
    public async Task The_folder_of_the_contract_is_refused()
    {
        using var shop = new WebShop();
        foreach (var same in new[] { shop.Contract, shop.Contract + "/", Path.Combine(shop.Contract, "data/..") })
            Assert.StartsWith("the files can't lie among those of the contract, in ", (await InProcess.RunAsync("export", "deploy", shop.Contract, "-o", same)).Failure());
        Assert.False(File.Exists(Path.Combine(shop.Contract, "compose.yaml")));
    }

    [Fact]
    public async Task A_file_that_can_t_be_written_is_told()
    {
        using var shop = new WebShop();
        Directory.CreateDirectory(shop.PathOf("Dockerfile"));
        var failure = (await shop.ExportAsync()).Failure();
        Assert.StartsWith("can't write to ", failure);
        Assert.Contains("Dockerfile", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../victim")]
    [InlineData("kubernetes/../../victim")]
    [InlineData("/victim")]
    public async Task A_record_that_names_files_outside_removes_none(string path)
    {
        using var shop = new WebShop();
        (await shop.ExportAsync()).Success();
        var victim = Path.Combine(Path.GetDirectoryName(shop.Folder)!, "victim");
        await File.WriteAllTextAsync(victim, "", TestContext.Current.CancellationToken);
        var named = path == "/victim" ? victim : path;
        await File.AppendAllTextAsync(shop.PathOf(".lintel-deploy"), $"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  {named}\nnonsense\n", TestContext.Current.CancellationToken);
        (await shop.ExportAsync()).Success();
        Assert.True(File.Exists(victim));
    }

    private static Task EditAsync(WebShop shop, string path) => File.AppendAllTextAsync(shop.PathOf(path), "# mine\n", TestContext.Current.CancellationToken);
}
