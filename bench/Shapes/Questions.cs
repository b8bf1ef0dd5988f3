using Lintel.Contract;
using Lintel.Engine;
using Lintel.Operations;
using Lintel.Postgres;
using Lintel.Sqlite;
using Lintel.Stores;
using Npgsql;

namespace Lintel.Bench.Shapes;

/// <summary>Lists of orders of the benchmark's shop, each asked for in another way.</summary>
internal sealed class Questions(LintelEngine engine, IStore store, NpgsqlDataSource? database) : IAsyncDisposable
{
    private const int Callers = 8;

    private static readonly string[] Fields = ["customerId", "status", "total", "createdAt", "version"];
    private static readonly string[] Relations = ["customer", "lines"];
    private static readonly (string Field, string Value)[] Compared = [("total", "5"), ("createdAt", "2026-01-01T00:00:00Z"), ("version", "1"), ("id", "0197946c-f93f-7157-bbb0-928216e86959")];
    private static readonly FilterOperator[] Operators = [FilterOperator.Equal, FilterOperator.NotEqual, FilterOperator.Less, FilterOperator.LessOrEqual, FilterOperator.Greater, FilterOperator.GreaterOrEqual];

    public static async Task<Questions> OpenAsync(string url, string contract, string folder)
    {
        var compiled = ContractCompiler.Compile(contract);
        var model = compiled.Model ?? throw new InvalidOperationException(string.Join('\n', compiled.Diagnostics));
        var isEmbedded = url == "sqlite";
        PostgresOptions? options = null;
        if (!isEmbedded && PostgresUrl.TryRead(url, out options) is { } why) throw new InvalidOperationException(why);
        IStore store = options is null
            ? SqliteStore.Open(model, new SqliteOptions { Path = Path.Combine(folder, "shapes.db"), Time = TimeProvider.System })
            : PostgresStore.Open(model, options);
        await store.PrepareAsync(CancellationToken.None);
        return new Questions(new LintelEngine(model, store, TimeProvider.System), store, isEmbedded ? null : NpgsqlDataSource.Create(Driver(url)));
    }

    /// <summary>Asks the questions of these numbers, no two of which have the same shape.</summary>
    public Task AskAsync(int first, int end) => Parallel.ForAsync(first, end, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (number, cancellation) =>
    {
        using var outcome = await engine.ExecuteAsync(Question(number), cancellation);
        if (outcome.Problem is { } problem) throw new InvalidOperationException($"Question {number}: {problem.Detail}");
    });

    public async Task<Footprint> MeasureAsync() => Footprint.Take(database is null ? null : await BackendsAsync(database));

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
    }

    // The number, read as digits of changing bases: which fields, which relations, how each of some fields is compared, in which order.
    private static ReadOperation Question(int number)
    {
        var rest = number;
        SelectedName[] names = [.. Fields.Where(_ => Digit(2) == 1).Prepend("id").Select(name => new SelectedName(name, ""))];
        var conditions = new List<Condition>();
        foreach (var (field, value) in Compared)
        {
            if (Digit(Operators.Length + 1) is var which and > 0) conditions.Add(new Condition(field, Operators[which - 1], [InputValue.Untyped(value)], ""));
        }
        SelectedName[] included = [.. Relations.Where(_ => Digit(2) == 1).Select(name => new SelectedName(name, ""))];
        var order = new OrderTerm(Fields[Digit(Fields.Length)], Digit(2) == 1, "");
        return new ReadOperation { Resource = "order", Selection = new Selection { Names = names, Includes = included, Conditions = conditions, Order = [order] } };

        int Digit(int @base)
        {
            var digit = rest % @base;
            rest /= @base;
            return digit;
        }
    }

    private static async Task<IReadOnlyList<int>> BackendsAsync(NpgsqlDataSource database)
    {
        var ids = new List<int>();
        await using var command = database.CreateCommand("SELECT pid FROM pg_stat_activity WHERE application_name = 'lintel'");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) ids.Add(reader.GetInt32(0));
        return ids;
    }

    private static string Driver(string url)
    {
        var place = new Uri(url);
        return $"Host={place.Host};Port={(place.Port < 0 ? 5432 : place.Port)};Username={place.UserInfo.Split(':')[0]};Database={place.AbsolutePath.TrimStart('/')};Pooling=false";
    }
}
