namespace Lintel.Cli.Tests.Commands;

/// <summary>Help, version, and what a command line may get wrong.</summary>
public sealed class HelpTests
{
    [Theory]
    [InlineData("lintel run samples/chinook")]
    [InlineData("lintel run samples/chinook", "--help")]
    [InlineData("lintel run shop.yaml --store sqlite:/var/lib/shop.db --urls http://*:8080", "run", "--help")]
    [InlineData("lintel check shop.yaml --json", "check", "--help")]
    [InlineData("lintel access samples/shop", "access", "--help")]
    [InlineData("lintel load samples/shop product products.csv", "load", "-h")]
    [InlineData("lintel diff HEAD:contract.yaml contract.yaml", "diff", "--help")]
    [InlineData("lintel explain samples/shop \"GET /v1/orders?status=paid&sort=-createdAt\"", "explain", "--help")]
    [InlineData("lintel export sql samples/shop", "export", "--help")]
    [InlineData("lintel export openapi shop.yaml --yaml > openapi.yaml", "export", "openapi", "--help")]
    [InlineData("lintel export schema > lintel.schema.json", "export", "schema", "--help")]
    [InlineData("lintel export deploy samples/shop -o deploy --image registry.example/shop:1.4", "export", "deploy", "--help")]
    [InlineData("lintel export rls samples/shop > rls.sql", "export", "rls", "--help")]
    [InlineData("lintel probe --urls http://127.0.0.1:8081", "probe", "--help")]
    [InlineData("lintel migrate plan samples/shop", "migrate", "--help")]
    [InlineData("lintel migrate plan shop.yaml --store sqlite:shop.db --check", "migrate", "plan", "--help")]
    [InlineData("lintel migrate apply samples/shop", "migrate", "apply", "--help")]
    [InlineData("lintel migrate status samples/shop", "migrate", "status", "--help")]
    [InlineData("lintel export sql samples/shop", "export", "sql", "--help")]
    public async Task Help_shows_examples(string example, params string[] args)
    {
        var help = (await InProcess.RunAsync(args)).Success();
        Assert.Contains(example, help);
        Assert.Contains("Usage:\n  lintel", help);
    }

    [Fact]
    public async Task Help_of_run_names_every_setting_with_its_variable_and_default()
    {
        var help = (await InProcess.RunAsync("run", "--help")).Success();
        foreach (var setting in new[] { "LINTEL_STORE; default: .lintel/", "LINTEL_URLS; default: http://127.0.0.1:8080", "LINTEL_CORS; default: none", "LINTEL_LOG_LEVEL; default: information", "LINTEL_LOG; default: text on a terminal", "LINTEL_EXPLAIN=true; default: off" })
            Assert.Contains($"[{setting}", help);
    }

    [Fact]
    public async Task Help_lists_every_command_with_one_line() =>
        Assert.Matches("(?s)Commands:\n  run .*\n  check .*\n  access .*\n  export .*\n  load .*\n  dump .*\n  migrate .*\n  diff .*\n  explain .*\n  probe [^\n]*\n\nOptions:", (await InProcess.RunAsync("--help")).Success());

    [Fact]
    public async Task Version_names_the_program() => Assert.Matches(@"^lintel \d+\.\d+\.\d+\S*\n$", (await InProcess.RunAsync("--version")).Success());

    [Theory]
    [InlineData("there is no command 'nosuch'; see 'lintel --help'", "nosuch")]
    [InlineData("there is no command 'chek'; did you mean 'check'?; see 'lintel --help'", "chek", "x")]
    [InlineData("there is no option '--bogus'; see 'lintel check --help'", "check", "--bogus", "x")]
    [InlineData("there is no option '--jsn'; did you mean '--json'?; see 'lintel check --help'", "check", "x", "--jsn")]
    [InlineData("'y' is one argument too many; see 'lintel check --help'", "check", "x", "y")]
    [InlineData("run needs <contract>: a file, or a folder whose *.yaml files are one service; see 'lintel run --help'", "run")]
    [InlineData("load needs <resource>: the resource that the rows are of, as the contract names it; or a folder of files that are named so, which are loaded together; see 'lintel load --help'", "load", "x")]
    [InlineData("say what to export: openapi, graphql, schema, sql, rls or deploy; see 'lintel export --help'", "export")]
    [InlineData("there is no command 'opnapi'; did you mean 'openapi'?; see 'lintel export --help'", "export", "opnapi")]
    [InlineData("--urls needs a value; see 'lintel run --help'", "run", "x", "--urls")]
    [InlineData("--store is given twice; see 'lintel run --help'", "run", "x", "--store", "a", "--store", "b")]
    public async Task A_misspelt_command_line_is_one_line_that_says_what_to_do(string expected, params string[] args)
    {
        var ran = await InProcess.RunAsync(args);
        Assert.Equal(expected, ran.Failure());
        Assert.Equal(ExitCode.Misused, ran.Code);
    }
}
