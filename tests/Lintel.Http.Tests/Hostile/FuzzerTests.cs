using System.Text;
using Lintel.Fuzz;
using Lintel.Fuzz.Judging;
using Lintel.Fuzz.Replays;
using Lintel.Fuzz.Serving;
using Lintel.Fuzz.Wire;

namespace Lintel.Http.Tests.Hostile;

/// <summary>The fuzzer itself: that it sees what it looks for, and can show it again.</summary>
public sealed class FuzzerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(500, "{}", FindingKind.ServerError)]
    [InlineData(502, "", FindingKind.ServerError)]
    [InlineData(400, "near SELECT * FROM t", FindingKind.Leak)]
    [InlineData(409, "order_line is full", FindingKind.Leak)]
    [InlineData(422, "   at Lintel.Engine.Run()", FindingKind.Leak)]
    [InlineData(503, "{}", null)]
    [InlineData(200, "   at the end of unit_price", null)]
    [InlineData(404, "nothing at /v1/sqlite", null)]
    public async Task An_answer_is_judged_by_its_status_and_by_what_it_tells(int status, string body, FindingKind? kind)
    {
        await using var target = await FuzzTarget.StartAsync("shop", "sqlite", Cancellation);
        var found = new AnswerJudge(target.Model).Judge(Request("GET /v1/sqlite HTTP/1.1\r\n\r\n"), new Answer { Status = status, Body = Encoding.UTF8.GetBytes(body) });
        Assert.Equal(kind, found.SingleOrDefault()?.Kind);
    }

    [Fact]
    public async Task Rows_that_change_behind_a_refusal_are_found()
    {
        await using var target = await FuzzTarget.StartAsync("shop", "sqlite", Cancellation);
        await using var client = new RawClient(target.Address, TimeSpan.FromSeconds(30));
        var (guard, request) = (new RowGuard(target, 1), Post("""{"email":"a@example.com","name":"A"}"""));
        await guard.BeforeAsync(request.IsWrite, Cancellation);
        Assert.Null(await guard.AfterAsync(request, new Answer { Status = 422 }, Cancellation));
        Assert.Equal(201, (await client.SendAsync(request.Bytes, isHead: false, Cancellation)).Status);
        Assert.Equal(FindingKind.ChangedRows, (await guard.AfterAsync(request, new Answer { Status = 422 }, Cancellation))?.Kind);
    }

    [Fact]
    public async Task What_is_not_documented_is_found()
    {
        await using var target = await FuzzTarget.StartAsync("shop", "sqlite", Cancellation);
        var judge = new TrafficJudge();
        var text = new RequestText { Method = "GET", Target = "/v1/orders" };
        judge.Add(Request("GET"), text, new Answer { Status = 418 });
        judge.Add(Request("GET"), text, new Answer { Status = 200, Headers = [("Content-Type", "application/json")], Body = "{\"data\":1}"u8.ToArray() });
        Assert.Equal(2, (await judge.JudgeAsync(target)).DistinctBy(finding => finding.Request).Count());
    }

    [Fact]
    public async Task A_replay_goes_on_with_the_keys_that_the_new_service_makes()
    {
        var folder = Directory.CreateTempSubdirectory("lintel-replay-").FullName;
        var options = new FuzzOptions { Contract = "shop", Store = "sqlite", Duration = TimeSpan.Zero, Folder = folder };
        SentRequest[] requests = [Post("""{"email":"a@example.com","name":"A"}"""), Request("")];
        await using (var first = await FuzzTarget.StartAsync("shop", "sqlite", Cancellation))
        {
            await using var client = new RawClient(first.Address, options.Patience);
            var answer = await client.SendAsync(requests[0].Bytes, isHead: false, Cancellation);
            requests[0] = requests[0] with { Status = answer.Status, Made = SentRequest.MadeIn(answer) };
            requests[1] = Request($"GET {answer["Location"]} HTTP/1.1\r\nHost: a\r\n\r\n");
        }
        var path = ReplayFile.Write(options, 1, new Finding(FindingKind.Leak, "a", requests[1]), new Shrunk(requests, true))!;
        await using var second = await FuzzTarget.StartAsync("shop", "sqlite", Cancellation);
        var statuses = new List<int>();
        var found = await new Player(second, options.Patience).PlayAsync(ReplayFile.Read(path).Requests, judgesAll: true, (_, answer) => statuses.Add(answer.Status), Cancellation);
        Directory.Delete(folder, recursive: true);
        Assert.Equal([201, 200], statuses);
        Assert.Empty(found);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_request_is_read_back_as_it_was_put_together(bool isChunked)
    {
        var text = new RequestText { Method = "POST", Target = "/v1/a?b=c", Headers = [("Prefer", "return=minimal")], MediaType = "application/json", Body = "{\"a\":\"\u00ff\"}"u8.ToArray(), IsChunked = isChunked };
        var read = RequestText.Read(text.ToBytes());
        Assert.Equal((text.Method, text.Target, text.MediaType, isChunked), (read.Method, read.Target, read.MediaType, read.IsChunked));
        Assert.Equal(text.Body, read.Body);
    }

    private static SentRequest Post(string body) =>
        new() { Bytes = new RequestText { Method = "POST", Target = "/v1/customers", MediaType = "application/json", Body = Encoding.UTF8.GetBytes(body) }.ToBytes() };

    private static SentRequest Request(string text) => new() { Bytes = ByteText.ToBytes(text) };
}
