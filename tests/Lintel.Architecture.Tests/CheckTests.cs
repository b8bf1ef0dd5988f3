namespace Lintel.Architecture.Tests;

/// <summary>The checks themselves: each one finds a breach, and passes what is allowed.</summary>
public class CheckTests
{
    private static readonly string[] Ours = ["Lintel", "Lintel.Sql", "Lintel.Sqlite", "Lintel.Http", "Lintel.Cli"];

    [Theory]
    [InlineData("Lintel", "Lintel.Sql")]
    [InlineData("Lintel", "Microsoft.AspNetCore.App")]
    [InlineData("Lintel", "SQLitePCLRaw.core")]
    [InlineData("Lintel.Sql", "Lintel.Sqlite")]
    [InlineData("Lintel.Sql", "Microsoft.Data.Sqlite")]
    [InlineData("Lintel.Sqlite", "Lintel.Http")]
    [InlineData("Lintel.Sqlite", "Microsoft.AspNetCore.Http.Abstractions")]
    [InlineData("Lintel.Http", "Lintel.Sqlite")]
    [InlineData("Lintel.Http", "Lintel.Sql")]
    public void A_forbidden_reference_is_found(string assembly, string reference)
    {
        var breach = Assert.Single(Checks.Assemblies([(assembly, reference)], Ours));
        Assert.StartsWith($"{assembly} references {reference};", breach, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lintel", "YamlDotNet")]
    [InlineData("Lintel.Sqlite", "Lintel.Sql")]
    [InlineData("Lintel.Sqlite", "SQLitePCLRaw.core")]
    [InlineData("Lintel.Http", "Microsoft.AspNetCore.App")]
    [InlineData("Lintel.Cli", "Lintel.Sqlite")]
    public void An_allowed_reference_passes(string assembly, string reference) =>
        Assert.Empty(Checks.Assemblies([(assembly, reference)], Ours));

    [Fact]
    public void An_assembly_without_a_law_is_found() =>
        Assert.Contains("Lintel.New has no law", Assert.Single(Checks.Assemblies([("Lintel.New", "Lintel")], Ours)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Lintel.Model", "Lintel.Operations", "Lintel.Model.A uses Lintel.Operations.B; Lintel.Model may use Errors, Expressions.")]
    [InlineData("Lintel.Model.Scalars", "Lintel.Engine", "Lintel.Model.Scalars.A uses Lintel.Engine.B; Lintel.Model may use Errors, Expressions.")]
    [InlineData("Lintel.Errors", "Lintel.Model", "Lintel.Errors.A uses Lintel.Model.B; Lintel.Errors may use nothing of ours.")]
    [InlineData("Lintel.Attic", "Lintel.Model", "Lintel.Attic.A: Lintel.Attic has no law: give it a row in Laws.Rooms.")]
    [InlineData("Lintel", "Lintel.Model", "Lintel.A: Lintel.(root) has no law: give it a row in Laws.Rooms.")]
    public void A_forbidden_use_between_rooms_is_found(string from, string to, string breach) =>
        Assert.Equal(breach, Assert.Single(Checks.Rooms([new TypeUse(from, "A", "Lintel", to, "B")])));

    [Theory]
    [InlineData("Lintel.Model", "Lintel.Errors", "Lintel")]
    [InlineData("Lintel.Model", "Lintel.Model.Scalars", "Lintel")]
    [InlineData("Lintel.Engine", "Lintel.Stores", "Lintel")]
    [InlineData("Lintel.Model", "System", "System.Runtime")]
    [InlineData("System.Text.RegularExpressions.Generated", "Lintel.Model", "Lintel")]
    public void An_allowed_use_passes(string from, string to, string assembly) =>
        Assert.Empty(Checks.Rooms([new TypeUse(from, "A", assembly, to, "B")]));

    [Fact]
    public void Every_room_named_in_a_law_has_a_law() =>
        Assert.All(Laws.Rooms.SelectMany(law => law.MayUse), room => Assert.True(room == "*" || Laws.Rooms.Any(law => law.Room == room), room));

    [Fact]
    public void A_host_type_is_found_below_the_front_ends_only()
    {
        TypeUse[] uses = [new("Lintel.Engine", "A", "System.ComponentModel", "System", "IServiceProvider"), new("Lintel.Engine", "A", "System.Runtime", "System", "Uri")];
        Assert.StartsWith("Lintel.Engine.A names IServiceProvider;", Assert.Single(Checks.Hosts("Lintel", uses, [])), StringComparison.Ordinal);
        Assert.Empty(Checks.Hosts("Lintel.Http", uses, []));
        Assert.Empty(Checks.Hosts("Lintel", uses, [new AllowedName("Lintel.Engine.A", "tested")]));
    }

    [Theory]
    [InlineData("Lintel.Engine.PlanManager")]
    [InlineData("Lintel.Sql.SqlHelper")]
    [InlineData("Lintel.Sql.StringUtils")]
    [InlineData("Lintel.Http.OrderService")]
    public void A_vague_name_is_found_unless_it_is_listed(string type)
    {
        Assert.StartsWith($"{type} is named", Assert.Single(Checks.Names([type], [])), StringComparison.Ordinal);
        Assert.Empty(Checks.Names([type], [new AllowedName(type, "a reason")]));
    }

    [Fact]
    public void A_plain_name_passes() => Assert.Empty(Checks.Names(["Lintel.Model.ServiceModel", "Lintel.Engine.Engine"], []));

    [Fact]
    public void Every_allowed_name_has_a_reason() => Assert.DoesNotContain(Laws.AllowedNames, allowed => string.IsNullOrWhiteSpace(allowed.Reason));

    [Fact]
    public void A_long_file_is_found() =>
        Assert.Equal("long.cs has 500 lines; a file stays under 500.", Assert.Single(Checks.Lengths([("short.cs", 499), ("long.cs", 500)])));

    [Fact]
    public void A_download_address_in_a_lock_file_is_found() => Assert.StartsWith(
        "a.json records",
        Assert.Single(Checks.LockFiles([("a.json", "\"resolved\": \"https://registry.example/a.tgz\""), ("b.json", "\"resolved\": \"1.0.0\"")])),
        StringComparison.Ordinal);

    [Fact]
    public void A_project_outside_the_solution_is_found() =>
        Assert.StartsWith("src/B/B.csproj is not", Assert.Single(Checks.Solution(["src/A/A.csproj", "src/B/B.csproj"], "<Project Path=\"src/A/A.csproj\" />")), StringComparison.Ordinal);
}
