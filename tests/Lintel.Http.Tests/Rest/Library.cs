namespace Lintel.Http.Tests.Rest;

/// <summary>Books by authors, with copies of their own and tags: every kind of relation in a few rows.</summary>
public sealed class Library : SharedService
{
    public const string Contract = """
          author:
            key: int
            managed: []
            fields:
              name: string
              born: int?
          publisher:
            key: int
            managed: []
            fields:
              city: string?
          tag:
            key: string(1..20)
            managed: []
            fields:
              rank: int
          book:
            key: int
            managed: []
            fields:
              title: string
              author: author
              publisher: publisher?
              pages: int?
              tags: tag[]
          copy:
            partOf: book
            key: int
            fields:
              shelf: string
              price: decimal(6,2)?
        """;

    internal override Task<TestService> StartAsync() => StartFilledAsync();

    internal static async Task<TestService> StartFilledAsync()
    {
        var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("authors", """{"name":"Ann","born":1900}""", """{"name":"Bob"}""", """{"name":"Cyd","born":1950}""");
        await service.CreateAsync("publishers", """{"city":"Oslo"}""", """{"city":null}""");
        await service.CreateAsync("tags", """{"id":"old","rank":1}""", """{"id":"new","rank":2}""", """{"id":"odd","rank":3}""");
        await service.CreateAsync("books",
            """{"title":"One","authorId":1,"publisherId":1,"pages":100,"tagIds":["old","odd"],"copies":[{"shelf":"A1","price":1.50},{"shelf":"A2"}]}""",
            """{"title":"Two","authorId":1,"publisherId":2,"pages":null,"tagIds":["new"],"copies":[{"shelf":"A1","price":2.50}]}""",
            """{"title":"Three","authorId":2,"pages":300,"copies":[]}""",
            """{"title":"Four","authorId":3,"publisherId":1,"pages":100,"tagIds":["old"]}""");
        return service;
    }
}
