using System.Text;
using Lintel.Access;
using Lintel.Contract;
using Lintel.Engine;
using Lintel.Http;
using Lintel.Http.Rest;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Results;
using Lintel.Sqlite;
using Lintel.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Lintel.Bench.Micro;

/// <summary>
/// The engine's own steps of a read, apart from server and database, each to be run alone and again and again. The micro-benchmarks
/// time them, and a test holds them to <c>bench/budgets.json</c>.
/// </summary>
internal sealed class ReadPath : IAsyncDisposable
{
    private const string List = "/v1/orders?status=paid&sort=-createdAt&limit=20";
    private const string Nested = "&fields=id,customerId,status,total,createdAt,version,customer(name,email),lines(quantity,unitPrice,product(name))";
    private const int Rows = 41;

    private static readonly Caller s_caller = new() { Id = "alice", Claims = new Dictionary<string, IReadOnlyList<string>> { ["since"] = ["2023-01-01T00:00:00Z"] } };

    private readonly IStore _store;
    private readonly LintelEngine _engine;
    private readonly RestEndpoint _endpoint;
    private readonly DefaultHttpContext _context = new();
    private readonly Binding.Binder _binder;
    private Caller _caller = Caller.Operator;
    private RestCall _call = null!;
    private ReadOperation _operation = null!;
    private Binding.BoundRead _bound = null!;
    private ResultNode _result = null!;
    private Outcome _outcome = null!;

    private ReadPath(ServiceModel model, IStore store)
    {
        _store = store;
        _engine = new LintelEngine(model, store, TimeProvider.System);
        _endpoint = new RestEndpoint(_engine, new LintelHttpOptions());
        _binder = new Binding.Binder(model, TimeProvider.System);
    }

    /// <summary>The requests of bench/run that read; W8 and W9 are W1 and W2 with a policy.</summary>
    public static IReadOnlyList<string> Workloads { get; } = ["W1", "W2", "W3", "W8", "W9"];

    /// <summary>The steps by the names they have in the budgets.</summary>
    public IReadOnlyList<(string Name, Action Run)> Steps =>
        [("parse", () => Parse()), ("bind", () => Bind()), ("bind and find the plan", () => Plan()), ("compile the plan", () => Compile()), ("write", () => Write()), ("answer", Answer)];

    /// <summary>The path of one workload over a small database in memory.</summary>
    /// <param name="workload">Which.</param>
    /// <param name="contracts">The folder of the benchmark's contract, with that of its policies in it.</param>
    public static async Task<ReadPath> OpenAsync(string workload, string contracts)
    {
        var compiled = ContractCompiler.Compile(workload is "W8" or "W9" ? Path.Combine(contracts, "guarded") : contracts);
        var model = compiled.Model ?? throw new InvalidOperationException(string.Join('\n', compiled.Diagnostics));
        var store = SqliteStore.Open(model, new SqliteOptions { Path = ":memory:", Time = TimeProvider.System });
        await store.PrepareAsync(CancellationToken.None);
        var path = new ReadPath(model, store);
        var order = await path.FillAsync();
        if (model.Auth is not null) path._caller = s_caller;
        path.Ask(workload is "W1" or "W8" ? $"/v1/orders/{order}" : List + $"&after={await path.CursorAsync()}" + (workload == "W3" ? Nested : ""));
        path._operation = path.Parse();
        path._bound = path.Bind();
        path._result = await path.ReadAsync();
        path._outcome = new Outcome { Result = path._result };
        return path;
    }

    /// <summary>Request line to operation.</summary>
    public ReadOperation Parse()
    {
        if (!_endpoint.TryRoute(_context, out var route)) throw new InvalidOperationException("There is no such route.");
        // Only a body would have to be waited for.
        var read = _endpoint.ReadAsync(_context.Request, route);
        if (!read.IsCompletedSuccessfully) throw new InvalidOperationException("The request was not read at once.");
        var (call, operation, _) = read.Result;
        _call = call!;
        return (ReadOperation)operation! with { Caller = _caller };
    }

    /// <summary>Operation to bound operation.</summary>
    public Binding.BoundRead Bind() => _binder.BindRead(_operation, out var bound) is null ? bound! : throw new InvalidOperationException("The operation was not bound.");

    /// <summary>Operation to the plan that is there already.</summary>
    public IStorePlan Plan() => _engine.Prepare(_operation).Plan!;

    /// <summary>Bound operation to a new plan: what the first request of a shape costs.</summary>
    public IStorePlan Compile() => _store.Compile(_bound);

    /// <summary>Rows in memory to JSON; gives its length.</summary>
    public int Write()
    {
        using var body = new ResponseBody();
        if (_operation.Key is null) Representation.WriteList(body.Writer, _result);
        else Representation.WriteRow(body.Writer, _result, 0);
        return body.Written.Length;
    }

    /// <summary>Rows in memory to a response with its headers.</summary>
    public void Answer()
    {
        var answer = ResponseWriter.WriteAsync(_context, _call, _outcome, default, _engine);
        if (!answer.IsCompletedSuccessfully) throw new InvalidOperationException("The answer was not written at once.");
    }

    public async ValueTask DisposeAsync()
    {
        _result.Dispose();
        await _store.DisposeAsync();
    }

    private void Ask(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        _context.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        _context.Request.Method = "GET";
        _context.Request.Path = query < 0 ? target : target[..query];
        _context.Request.QueryString = new QueryString(query < 0 ? "" : target[query..]);
    }

    private async Task<string> CursorAsync()
    {
        Ask(List);
        _operation = Parse();
        using var first = await ReadAsync();
        using var body = new ResponseBody();
        return Representation.WriteList(body.Writer, first).Next!;
    }

    private async Task<ResultNode> ReadAsync()
    {
        var outcome = await _engine.ExecuteAsync(_operation, CancellationToken.None);
        return outcome.Result ?? throw new InvalidOperationException(outcome.Problem!.Detail);
    }

    private async Task<string> FillAsync()
    {
        var customer = await CreateAsync("customer", """{"name":"Customer 42 GmbH","email":"c42@example.com"}""");
        var product = await CreateAsync("product", """{"sku":"SKU-000042","name":"Green Lamp 42","price":19.90}""");
        var line = $$"""{"productId":"{{product}}","quantity":3,"unitPrice":19.90}""";
        var order = "";
        for (var i = 0; i < Rows; i++)
            order = await CreateAsync("order", $$"""{"customerId":"{{customer}}","status":"paid","total":179.10,"lines":[{{line}},{{line}},{{line}}]}""");
        return order;
    }

    private async Task<string> CreateAsync(string resource, string json)
    {
        if (!JsonInput.TryParse(Encoding.UTF8.GetBytes(json), out var row, out var failure)) throw new InvalidOperationException(failure);
        using var outcome = await _engine.ExecuteAsync(new CreateOperation { Resource = resource, Rows = [row], Caller = _caller }, CancellationToken.None);
        return outcome.Result?.Rows[0, 0].Uuid.ToString() ?? throw new InvalidOperationException(outcome.Problem!.Detail);
    }
}
