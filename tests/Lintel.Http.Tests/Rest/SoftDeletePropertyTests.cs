using System.Globalization;
using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Rest;

/// <summary>
/// To every question a row that is deleted softly is as one that was never there: two services get the same rows, one deletes some of them softly and the other for
/// good, by which references to them become null, and both answer alike. What is restored is as if nothing had been.
/// </summary>
public sealed class SoftDeletePropertyTests
{
    private const string Contract = """
          author:
            key: int
            managed: []
            softDelete: true
            fields:
              name: string searchable
              boss: author? reverse staff onDelete setNull
              titles: { computed: count(books) }
              worth: { computed: sum(books.value) }
          tag:
            key: string(1..10)
            managed: []
            softDelete: true
            fields: { rank: int }
          book:
            key: int
            managed: []
            softDelete: true
            fields:
              title: string searchable
              author: author? onDelete setNull
              editor: author? reverse edited onDelete setNull
              tags: tag[]
              value: { computed: sum(copies.price), stored: true }
              by: { computed: "author.name + ', ' + title" }
            queries:
              - { sort: [title] }
          copy:
            partOf: book
            maxItems: 10
            key: int
            fields:
              price: decimal(6,2)
              keeper: author? reverse kept onDelete setNull
          copyNote:
            partOf: copy
            maxItems: 10
            key: int
            fields: { text: string }
          loan:
            key: int
            managed: []
            fields:
              copy: copy? onDelete setNull
              note: copyNote? reverse loans onDelete setNull
              reader: author? reverse loans onDelete setNull
              days: int
        """;

    // None shows the key of a reference, which is all that differs.
    private static readonly string[] Questions = """
        authors?fields=id,name,titles,worth&sort=id&count=exact
        authors?search=a*&fields=name
        authors?boss.name[ne]=a1&sort=id&fields=id,boss(name,titles)
        authors?boss.name[null]=true&sort=id&fields=id
        authors?staff.name=a2&sort=id&fields=id
        authors?sort=boss.name,-boss.worth,id&fields=id,boss(id)
        authors?books.copies.price[gt]=3&sort=id&fields=id
        authors?filter=count(books)%20%3E%20count(edited)&sort=id&fields=id
        authors?sort=-worth,titles,id&limit=2&fields=id
        authors?filter=books.all(b,%20b.tags.exists(t,%20t.rank%20%3E%201))&sort=id&fields=id
        authors?filter=boss.boss.name%20==%20null&sort=id&fields=id
        authors?fields=id,staff(id,name),books(id,by,tags(id),copies(id,price,notes(text))),edited(title),kept(price),loans(days)&sort=id&limit=10
        authors:aggregate?count=*&group=boss.name&sum=worth,titles
        authors/1?fields=id,name,boss(name)
        authors/2/books?fields=id&count=exact
        authors/3/staff?fields=id
        books?fields=id,title,value,by,author(name),editor(boss(name))&sort=title,id&count=exact
        books?author.name=a1&sort=id&fields=id
        books?author.name[in]=a1,a2&sort=id&fields=id
        books?author.name[nin]=a1,a2&sort=id&fields=id
        books?by[null]=true&sort=id&fields=id
        books?by[contains]=a&sort=-by,id&fields=by
        books?tags.rank[lte]=2&sort=id&fields=id,tags(rank)
        books?filter=author.titles%20%3E%201%20or%20editor.name%20==%20'a4'&sort=id&fields=id
        books?copies.keeper.name=a3&sort=id&fields=id
        books?sort=author.boss.name,-id&limit=3&fields=id
        books?filter=copies.exists(c,%20c.keeper.name%20!=%20null%20and%20c.loans.exists(l,%20l.days%20%3E%202))&sort=id&fields=id
        books/1/copies?fields=id,price,keeper(name)
        books/2/copies/2?fields=id,notes(text)
        books/3/tags?fields=id
        books:aggregate?count=*,author.name&countDistinct=author.name&group=editor.name&sum=value
        copies:aggregate?count=*&sum=price&group=keeper.name
        copies:aggregate?count=*&group=book.author.name&filter=book.tags.exists(t,%20t.rank%20%3E%200)
        copy-notes:aggregate?count=*&max=text&group=copy.book.title
        tags?fields=id,rank,books(title,copies(price))&sort=id
        tags?books.author.name=a1&sort=id&fields=id
        tags?filter=sum(books.value)%20%3E%205&sort=id&fields=id
        tags/t1/books?fields=id&count=exact
        loans?fields=id,days,copy(price,book(title)),note(text,copy(id)),reader(name)&sort=id
        loans?copy.book.author.name=a1&sort=id&fields=id
        loans?copy.price[null]=true&sort=id&fields=id
        loans?filter=note.copy.book.title%20==%20copy.book.title&sort=id&fields=id
        loans?sort=copy.book.title,note.text,-id&limit=4&fields=id
        loans?sort=-copy.price,reader.name,id&limit=4&fields=id
        loans:aggregate?count=*,copy.price&group=copy.book.editor.name&sum=days,copy.price
        loans?filter=reader.loans.count(l,%20l.copy.price%20%3E%201)%20%3E%201&sort=id&fields=id
        """.Split('\n', StringSplitOptions.TrimEntries);

    [Fact]
    public async Task A_deleted_row_is_to_every_question_as_if_it_were_purged()
    {
        for (var seed = 0; seed < 8; seed++) await CompareAsync(seed, new TestOptions(), new TestOptions());
    }

    [Fact]
    public async Task So_it_is_on_PostgreSQL()
    {
        await using var one = await PostgresServer.Shared.CreateSchemaAsync();
        await using var other = await PostgresServer.Shared.CreateSchemaAsync();
        var model = TestService.Compile(Contract);
        await CompareAsync(100, On(one), On(other));

        TestOptions On(PostgresSchema schema) => new() { Store = _ => PostgresStore.Open(model, schema.Options) };
    }

    private static async Task CompareAsync(int seed, TestOptions first, TestOptions second)
    {
        await using var soft = await TestService.StartAsync(Contract, first);
        await using var hard = await TestService.StartAsync(Contract, second);
        var rows = Rows(new Random(seed)).ToArray();
        foreach (var (target, body) in rows)
        {
            (await soft.PostAsync(target, body)).Expect(201);
            (await hard.PostAsync(target, body)).Expect(201);
        }
        var before = await AskAsync(soft);
        var random = new Random(seed + 1000);
        string[] all = [.. Numbers(6).Select(i => Text($"authors/{i}")), .. Numbers(8).Select(i => Text($"books/{i}")), .. Numbers(4).Select(i => Text($"tags/t{i}"))];
        string[] doomed = [.. all.Where(_ => random.Next(3) == 0)];
        foreach (var row in doomed)
        {
            (await soft.DeleteAsync(row)).Expect(204);
            (await hard.DeleteAsync(row + "?purge=true")).Expect(204);
        }
        var (one, other) = (await AskAsync(soft), await AskAsync(hard));
        for (var i = 0; i < Questions.Length; i++)
            Assert.True(one[i] == other[i], $"seed {seed}: {Questions[i]}\n{one[i]}\n{other[i]}\nwithout {string.Join(", ", doomed)}");
        foreach (var row in doomed) (await soft.PostAsync(row + "/restore", "{}")).Expect(200);
        Assert.Equal(before, await AskAsync(soft));
    }

    private static async Task<string[]> AskAsync(TestService service)
    {
        var answers = new string[Questions.Length];
        for (var i = 0; i < answers.Length; i++)
        {
            var reply = await service.GetAsync(Questions[i]);
            Assert.True(reply.Status is 200 or 404, $"{Questions[i]} {reply.Body}");
            answers[i] = reply.Status == 404 ? "404" : reply.Body;
        }
        return answers;
    }

    private static IEnumerable<(string Target, string Body)> Rows(Random random)
    {
        for (var i = 1; i <= 6; i++) yield return ("authors", Text($$"""{"name":"a{{i}}","bossId":{{Some(i - 1)}}}"""));
        for (var i = 1; i <= 4; i++) yield return ("tags", Text($$"""{"id":"t{{i}}","rank":{{i}}}"""));
        for (var i = 1; i <= 8; i++)
        {
            var tags = string.Join(',', Numbers(4).Where(_ => random.Next(2) == 0).Select(tag => Text($"\"t{tag}\"")));
            var copies = Text($$"""{"price":{{random.Next(6)}},"keeperId":{{Some(6)}},"notes":[{"text":"n{{random.Next(3)}}"}]},{"price":{{random.Next(6)}}}""");
            yield return ("books", Text($$"""{"title":"b{{random.Next(4)}}","authorId":{{Some(6)}},"editorId":{{Some(6)}},"tagIds":[{{tags}}],"copies":[{{copies}}]}"""));
        }
        for (var i = 1; i <= 12; i++) yield return ("loans", Text($$"""{"copyId":{{Some(16)}},"noteId":{{Some(8)}},"readerId":{{Some(6)}},"days":{{random.Next(5)}}}"""));

        string Some(int most) => most > 0 && random.Next(5) > 0 ? random.Next(1, most + 1).ToString(CultureInfo.InvariantCulture) : "null";
    }

    private static IEnumerable<int> Numbers(int most) => Enumerable.Range(1, most);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
