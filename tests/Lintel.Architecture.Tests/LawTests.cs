namespace Lintel.Architecture.Tests;

/// <summary>The repository obeys its laws.</summary>
public class LawTests
{
    [Fact]
    public void Projects_and_assemblies_use_only_what_their_law_allows() => Holds(Checks.Assemblies(
        from project in Repository.Projects
        from reference in Repository.References(project).Concat(Repository.Assembly(project).References)
        select (project, reference),
        Repository.Projects));

    [Fact]
    public void Rooms_of_the_core_use_only_what_their_law_allows() => Holds(Checks.Rooms(Repository.Assembly("Lintel").Uses));

    [Fact]
    public void Nothing_below_the_front_ends_knows_its_host() =>
        Holds(Repository.Projects.SelectMany(project => Checks.Hosts(project, Repository.Assembly(project).Uses, Laws.AllowedHosts)));

    [Fact]
    public void Types_say_what_they_do() =>
        Holds(Checks.Names(Repository.Projects.SelectMany(project => Repository.Assembly(project).Types), Laws.AllowedNames));

    [Fact]
    public void Files_stay_short() =>
        Holds(Checks.Lengths(Repository.Files("*.cs").Select(file => (file, Repository.Read(file).AsSpan().Count('\n')))));

    [Fact]
    public void Every_project_is_in_the_solution() =>
        Holds(Checks.Solution(Repository.Files("*.csproj"), Repository.Read("Lintel.slnx")));

    [Fact]
    public void Lock_files_record_no_download_addresses() =>
        Holds(Checks.LockFiles(Repository.Files("package*lock.json").Select(file => (file, Repository.Read(file)))));

    private static void Holds(IEnumerable<string> breaches)
    {
        var found = breaches.Order(StringComparer.Ordinal).ToList();
        if (found.Count > 0)
            Assert.Fail($"{found.Count} against the laws (tests/Lintel.Architecture.Tests/Laws.cs):\n{string.Join('\n', found)}");
    }
}
