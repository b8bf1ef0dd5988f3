using System.Text.Json;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel access</c>: who may do what, at a glance.</summary>
public sealed class AccessTests
{
    private const string Contract = """
        lintel: 1
        service: club
        version: v1
        info: { title: Club, description: Who may do what. }
        auth: {}
        access: { read: true, write: "'admin' in caller.roles" }
        resources:
          member:
            fields:
              name: string
              person: string
              fee: { type: int, default: 0, access: { read: "'clerk' in caller.roles", write: "'clerk' in caller.roles" } }
            access: { write: person == caller.id or 'clerk' in caller.roles }
          team:
            allow: [read, update]
            fields: { name: string, captain: member reverse led, members: "member[] reverse sides" }
            access:
              read: caller.id in members.person or 'admin' in caller.roles
              update: captain.person == caller.id and captain.name in caller.claims.names
          bout:
            partOf: team
            fields: { on: date, won: bool = false }
            access: { read: not won or caller.id == null }

        """;

    private const string Expected = """
        club v1: who may do what

        member        anonymous  signed in  admin  clerk  ann
          read        yes        yes        yes    yes    yes
          create      -          if 1       if 1   yes    if 2   1: person == caller.id   2: person == 'ann'
          update      -          if 1       if 1   yes    if 2
          delete      -          if 1       if 1   yes    if 2
          read fee    -          -          -      yes    -
          write fee   -          -          -      yes    -

        team          anonymous  signed in  admin  clerk  ann
          read        -          if 3       yes    if 3   if 4   3: members.exists(r1, caller.id == r1.person)   4: members.exists(r1, 'ann' == r1.person)
          update      -          if 5       if 6   if 5   if 7   5: captain.person == caller.id and captain.name in caller.claims.names and members.exists(r1, caller.id == r1.person)   6: captain.person == caller.id and captain.name in caller.claims.names   7: captain.person == 'ann' and captain.name in ['Ann', 'Anna'] and members.exists(r1, 'ann' == r1.person)

        bout of team  anonymous  signed in  admin  clerk  ann
          read        -          if 8       if 9   if 8   if 10  8: not won and team.members.exists(r1, caller.id == r1.person)   9: not won   10: not won and team.members.exists(r1, 'ann' == r1.person)
          create      -          if 11      if 12  if 11  if 13  11: team.captain.person == caller.id and team.captain.name in caller.claims.names and not won and team.members.exists(r1, caller.id == r1.person)   12: team.captain.person == caller.id and team.captain.name in caller.claims.names and not won   13: team.captain.person == 'ann' and team.captain.name in ['Ann', 'Anna'] and not won and team.members.exists(r1, 'ann' == r1.person)
          update      -          if 11      if 12  if 11  if 13
          delete      -          if 11      if 12  if 11  if 13

        """;

    [Fact]
    public async Task It_prints_who_may_do_what()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("club.yaml", Contract);
        Assert.Equal(Expected, (await InProcess.RunAsync("access", path, "--caller", "sub=ann,names=Ann,names=Anna")).Success());
    }

    [Fact]
    public async Task Programs_get_every_field()
    {
        using var workspace = new Workspace();
        var json = JsonDocument.Parse((await InProcess.RunAsync("access", workspace.Write("club.yaml", Contract), "--json", "--caller", "sub=ann,role=clerk")).Success()).RootElement;
        Assert.Equal(["anonymous", "signed in", "admin", "clerk", "ann"], json.GetProperty("callers").EnumerateArray().Select(caller => caller.GetProperty("name").GetString()));
        var member = json.GetProperty("resources")[0];
        Assert.Equal("""["-","person == caller.id","person == caller.id",true,true]""".Replace("\"-\"", "false", StringComparison.Ordinal),
            JsonSerializer.Serialize(member.GetProperty("operations")[1].GetProperty("may")));
        Assert.Equal(["id", "name", "person", "fee", "createdAt", "updatedAt", "version"], member.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("name").GetString()));
        Assert.Equal("[false,false,false,true,true]", JsonSerializer.Serialize(member.GetProperty("fields")[3].GetProperty("write")));
        // What the engine makes nobody writes.
        Assert.Equal("[false,false,false,false,false]", JsonSerializer.Serialize(member.GetProperty("fields")[0].GetProperty("write")));
    }

    [Fact]
    public async Task Functions_are_told_with_who_may_call_them()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("till.yaml", """
            lintel: 1
            service: till
            schema: external
            auth: {}
            resources:
              customer:
                table: customer
                key: { type: int, column: id }
                allow: [read]
                fields: { name: string(..200) }
                access: { read: caller.id != null }
            functions:
              plus: { input: { first: int }, returns: int, reads: true, access: "true" }
              span: { returns: date, reads: true, access: "'clerk' in caller.roles" }
              mine: { returns: int, reads: true, access: caller.id != null }
              tidy: {}

            """);
        Assert.Equal("""
            till v1: who may do what

            customer   anonymous  signed in  clerk
              read     -          yes        yes

            functions  anonymous  signed in  clerk
              plus     yes        yes        yes
              span     -          -          yes
              mine     -          yes        yes
              tidy     -          -          -

            """, (await InProcess.RunAsync("access", path)).Success());
        var functions = JsonDocument.Parse((await InProcess.RunAsync("access", path, "--json")).Success()).RootElement.GetProperty("functions");
        Assert.Equal("""[{"name":"plus","may":[true,true,true]},{"name":"span","may":[false,false,true]},{"name":"mine","may":[false,true,true]},{"name":"tidy","may":[false,false,false]}]""", JsonSerializer.Serialize(functions));
    }

    [Fact]
    public async Task Without_auth_everybody_may_do_all()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("open.yaml", "lintel: 1\nservice: open\nresources: { thing: { fields: { n: int } } }\n");
        Assert.Equal("open v1: without 'auth' everybody may do all\n", (await InProcess.RunAsync("access", path)).Success());
        Assert.Contains("\"auth\": false", (await InProcess.RunAsync("access", path, "--json")).Success(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("alice", "--caller is 'alice', but it must be like sub=alice,role=admin,tenant=north")]
    [InlineData("sub=", "--caller is 'sub=', but it must be like sub=alice,role=admin,tenant=north")]
    [InlineData("role=admin", "--caller is 'role=admin', but a caller has one sub, which is their id")]
    [InlineData("sub=a,sub=b", "--caller is 'sub=a,sub=b', but a caller has one sub, which is their id")]
    public async Task A_caller_that_means_nothing_is_refused(string caller, string why)
    {
        using var workspace = new Workspace();
        Assert.Equal(why, (await InProcess.RunAsync("access", workspace.Write("club.yaml", Contract), "--caller", caller)).Failure());
    }

    [Fact]
    public async Task A_read_is_explained_as_a_caller_would_do_it_and_else_as_who_runs_the_service()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("club.yaml", Contract);
        (await InProcess.RunAsync("migrate", "apply", path)).Success();
        Assert.DoesNotContain("sees team", (await InProcess.RunAsync("explain", path, "/v1/teams")).Success(), StringComparison.Ordinal);
        Assert.Contains("sees team where", (await InProcess.RunAsync("explain", path, "/v1/teams", "--caller", "sub=ann")).Success(), StringComparison.Ordinal);
    }
}
