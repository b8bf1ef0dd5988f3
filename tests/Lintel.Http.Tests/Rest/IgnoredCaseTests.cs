using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Rest;

/// <summary>Text that is unique whatever its case: only ASCII letters have one there.</summary>
public sealed class IgnoredCaseTests
{
    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task An_upsert_finds_it_whatever_its_case(string store) => EachStore.RunAsync(store, """
          member:
            key: int
            fields: { email: email unique(ignoreCase), club: string, nick: string, points: int = 0, since: string? }
            unique: [{ fields: [club, nick, points], ignoreCase: true }]
        """, async service =>
    {
        (await service.PutAsync("members?email=Ada@b.example", """{"club":"Ä","nick":"ada","points":1}""")).Expect(201);
        (await service.PutAsync("members?email=eve@b.example", """{"club":"Ä","nick":"eve"}""")).Expect(201);
        var found = (await service.PutAsync("members?email=aDA@b.example", """{"club":"Ä","nick":"Ada","points":1}""")).Expect(200);
        Assert.Equal(("1", "\"aDA@b.example\"", "2"), (found.Raw("id"), found.Raw("email"), found.Raw("version")));
        (await service.PutAsync("members?email=ADA@b.example", """{"club":"Ä","nick":"Ada","points":1}""", ("If-None-Match", "*"))).Expect(412);
        Assert.Equal("2", (await service.PutAsync("members?club=%C3%84&nick=EVE&points=0", """{"email":"EVE@b.example"}""")).Expect(200).Raw("id"));
        Assert.Equal("3", (await service.PutAsync("members?club=%C3%A4&nick=eve&points=0", """{"email":"other@b.example"}""")).Expect(201).Raw("id"));
        Assert.Equal("", (await service.GetAsync("members?email=ada@b.example")).Column("id"));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_filter_tells_cases_apart(string store) => EachStore.RunAsync(store, """
          city:
            key: int
            fields: { name: string unique(ignoreCase) }
        """, async service =>
    {
        await service.CreateAsync("cities", """{"name":"Århus"}""", """{"name":"århus"}""");
        Assert.Equal(("1", "2"), ((await service.GetAsync("cities?name=%C3%85rhus")).Column("id"), (await service.GetAsync("cities?name=%C3%A5rhus")).Column("id")));
        Assert.Equal("1", (await service.GetAsync("cities?filter=name%20==%20%27%C3%85rhus%27")).Column("id"));
        Assert.Equal("", (await service.GetAsync("cities?name=%C3%85RHUS")).Column("id"));
    });
}
