namespace Lintel.Cli.Tests.Processes;

/// <summary><c>lintel diff</c> of contracts in revisions of a git repository.</summary>
public sealed class GitRevisionTests
{
    private const string Contract = "lintel: 1\nservice: shop\nresources:\n  item:\n    fields:\n      name: string\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_compared_with_what_it_was_in_a_revision()
    {
        using var workspace = await RepositoryAsync(("shop.yaml", Contract), ("api/shop.yaml", Contract));
        workspace.Write("shop.yaml", Contract + "      note: string?\n");
        const string Told = "safe\n  shop.yaml:7:7: LTC201: item.note: It is new: string.\n";
        Assert.StartsWith(Told, (await RunAsync(workspace, "HEAD:shop.yaml", "shop.yaml")).Success());
        Assert.StartsWith(Told, (await RunAsync(workspace, "HEAD:api/shop.yaml", "shop.yaml")).Success());
        // Git's own rule: ./ is the current folder.
        Assert.Contains("nothing changed", (await RunAsync(workspace, "HEAD:./shop.yaml", "shop.yaml", "api")).Success());
    }

    [Fact]
    public async Task Two_revisions_are_compared_and_places_are_in_the_new_one()
    {
        using var workspace = await RepositoryAsync(("shop.yaml", Contract));
        workspace.Write("shop.yaml", Contract + "      rank: int\n");
        await GitAsync(workspace, "commit", "-qam", "rank");
        var ran = await RunAsync(workspace, "HEAD~1:shop.yaml", "HEAD:shop.yaml");
        Assert.StartsWith("breaking\n  HEAD:shop.yaml:7:7: LTC202: item.rank: ", ran.Out);
        Assert.Equal((1, "lintel: 1 change breaks clients, and the version is still v1; 1 change breaks data\n"), (ran.Code, ran.Error));
    }

    [Fact]
    public async Task A_folder_is_all_of_its_files_and_its_seed_is_not_asked_for()
    {
        using var workspace = await RepositoryAsync(
            ("shop/a.yaml", Contract + "seed: data/\n"), ("shop/b.yml", "resources:\n  box:\n    fields:\n      name: string\n"), ("shop/notes.txt", "x"), ("shop/below/c.yaml", "not: read"));
        workspace.Write("shop/data/item.csv", "name\n");
        Assert.Equal("shop v1 → shop v1: nothing changed\n", (await RunAsync(workspace, "HEAD:shop", "shop")).Success());
        File.Delete(workspace.PathOf("shop/b.yml"));
        Assert.Contains("LTC112: box: It is gone.", (await RunAsync(workspace, "HEAD:shop/", "shop")).Out);
    }

    [Fact]
    public async Task Mistakes_in_a_revision_are_shown_with_its_name()
    {
        using var workspace = await RepositoryAsync(("shop.yaml", Contract.Replace("string", "strng", StringComparison.Ordinal)));
        var ran = await RunAsync(workspace, "HEAD:shop.yaml", "shop.yaml");
        Assert.StartsWith("HEAD:shop.yaml:6:13: error LTL", ran.Error);
        Assert.EndsWith("lintel: 1 error in HEAD:shop.yaml\n", ran.Error);
    }

    [Theory]
    [InlineData("HEAD~7:shop.yaml", "the repository has no such file or folder in that revision; a path begins at its root, or in the current folder with ./ before it")]
    [InlineData("HEAD:nosuch.yaml", "the repository has no such file or folder in that revision; a path begins at its root, or in the current folder with ./ before it")]
    [InlineData("HEAD:empty", "the folder holds no *.yaml file")]
    [InlineData("HEAD:shop.yaml\nHEAD:shop.yaml", "a revision has no control characters")]
    public async Task What_a_repository_does_not_have_is_one_line(string place, string wrong)
    {
        using var workspace = await RepositoryAsync(("shop.yaml", Contract), ("empty/notes.txt", "x"));
        Assert.Equal($"can't read '{place.ReplaceLineEndings(" ")}': {wrong}", (await RunAsync(workspace, place, "shop.yaml")).Failure());
    }

    [Fact]
    public async Task Where_there_is_no_repository_git_says_so()
    {
        using var workspace = new Workspace();
        Assert.StartsWith("can't read 'HEAD:shop.yaml': git says: fatal: not a git repository", (await RunAsync(workspace, "HEAD:shop.yaml", workspace.Write("shop.yaml", Contract))).Failure());
    }

    private static async Task<Workspace> RepositoryAsync(params (string Name, string Text)[] files)
    {
        var workspace = new Workspace();
        foreach (var (name, text) in files) workspace.Write(name, text);
        await GitAsync(workspace, "init", "-q");
        await GitAsync(workspace, "add", ".");
        await GitAsync(workspace, "commit", "-qm", "first");
        return workspace;
    }

    private static async Task GitAsync(Workspace workspace, params string[] args)
    {
        await using var git = ServerProcess.Launch("git", ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false", .. args], workspace.Folder);
        Assert.True(await git.EndedAsync() == 0, git.Said);
    }

    private static async Task<Ran> RunAsync(Workspace workspace, string old, string @new, string folder = ".")
    {
        await using var lintel = ServerProcess.Launch("dotnet", [Repository.CommandLine, "diff", old, @new], workspace.PathOf(folder));
        var output = await lintel.Process.StandardOutput.ReadToEndAsync(Cancellation);
        return new Ran(await lintel.EndedAsync(), output, lintel.Said);
    }
}
