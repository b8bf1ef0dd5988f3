namespace Lintel.Http.Tests.Rest;

/// <summary>Filters and sorts that go through relations.</summary>
public sealed class RelationFilterTests(Library library) : IClassFixture<Library>
{
    [Theory]
    [InlineData("books?author.name=Ann", "1 2")]
    [InlineData("books?author.born[gt]=1900", "4")]
    [InlineData("books?author.born[ne]=1900", "3 4")]
    [InlineData("books?author.born[null]=true", "3")]
    [InlineData("books?publisher.city=Oslo", "1 4")]
    [InlineData("books?publisher.city[ne]=Oslo", "2 3")] // of no publisher and of one without a city
    [InlineData("books?publisher.city[null]=true", "2 3")]
    [InlineData("books?publisher.city[nin]=Oslo", "2 3")]
    [InlineData("books?publisher[null]=true", "3")]
    [InlineData("books?publisherId[null]=false", "1 2 4")]
    [InlineData("books?author=1", "1 2")]
    [InlineData("books?authorId=1", "1 2")]
    [InlineData("books?author[in]=2,3", "3 4")]
    public async Task A_filter_goes_through_references(string target, string ids) => await Finds(target, ids);

    [Theory]
    [InlineData("books?copies.shelf=A1", "1 2")]
    [InlineData("books?copies.price[gte]=2", "2")]
    [InlineData("books?copies.price[null]=true", "1")]
    [InlineData("books?copies.shelf[ne]=A1", "1")]
    [InlineData("books?tags.id=old", "1 4")]
    [InlineData("books?tags.rank[gt]=1", "1 2")]
    [InlineData("authors?books.pages=100", "1 3")]
    [InlineData("authors?books.tags.id=odd", "1")]
    [InlineData("authors?books.publisher.city=Oslo", "1 3")]
    [InlineData("authors?books.copies.shelf=A2", "1")]
    [InlineData("books?author.books.title=Two", "1 2")]
    [InlineData("publishers?books.author.name=Bob", "")]
    public async Task A_filter_through_a_to_many_relation_finds_rows_of_which_one_does(string target, string ids) => await Finds(target, ids);

    [Theory]
    [InlineData("books?sort=pages", "2 1 4 3")]
    [InlineData("books?sort=-pages", "3 4 1 2")] // ties follow the last term's direction
    [InlineData("books?sort=pages,-title", "2 1 4 3")]
    [InlineData("books?sort=publisher.city,title", "3 2 4 1")]
    [InlineData("books?sort=-publisher.city,title", "4 1 3 2")]
    [InlineData("books?sort=author.born,-id", "3 2 1 4")]
    [InlineData("books?sort=author.name,id", "1 2 3 4")]
    [InlineData("books?sort=-author", "4 3 2 1")]
    [InlineData("books?sort=title", "4 1 3 2")]
    [InlineData("books?sort=-id", "4 3 2 1")]
    public async Task A_sort_takes_null_for_the_least_and_ends_with_the_key(string target, string ids) => await Finds(target, ids);

    [Fact]
    public async Task The_rows_of_a_relation_are_a_list_of_their_own()
    {
        await Finds("authors/1/books", "1 2");
        await Finds("authors/1/books?pages[null]=true", "2");
        await Finds("authors/1/books?sort=-title", "2 1");
        await Finds("books/1/tags", "odd old");
        await Finds("books/1/copies?sort=-id", "2 1");
        await Finds("books/3/copies", "");
        await Finds("tags/old/books", "1 4");
    }

    [Fact]
    public async Task One_owned_child_is_reached_below_its_parent_only()
    {
        var service = library.Value;
        Assert.Equal("""{"id":1,"bookId":1,"shelf":"A1","price":1.50}""", (await service.GetAsync("books/1/copies/1")).Expect(200).Body);
        (await service.GetAsync("books/2/copies/1")).Expect(404);
        (await service.GetAsync("books/1/copies/x")).Expect(404);
        (await service.GetAsync("copies")).Expect(404);
    }

    [Theory]
    [InlineData("authors/9/books")]
    [InlineData("authors/x/books")]
    [InlineData("books/9/copies")]
    [InlineData("tags/none/books")]
    public async Task A_list_below_a_row_that_is_not_there_is_not_found(string target) =>
        Assert.Equal("not-found", (await library.Value.GetAsync(target)).Expect(404).Code);

    private async Task Finds(string target, string ids)
    {
        var reply = (await library.Value.GetAsync(target)).Expect(200);
        Assert.Equal($"{target}: {ids}", $"{target}: {reply.Column("id")}");
    }
}
