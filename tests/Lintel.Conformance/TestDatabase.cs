using System.Text;
using Lintel.Binding;
using Lintel.Contract;
using Lintel.Engine;
using Lintel.Engine.Admission;
using Lintel.Engine.Loading;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Operations;
using Lintel.Results;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>A real database with the schema of a contract, that is gone when it is disposed.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    protected TestDatabase(ServiceModel model, IStore store)
    {
        Model = model;
        Store = store;
        Binder = new Binder(model, TimeProvider.System);
        // Crowds are what some of these tests are about, and none is to be refused.
        Engine = new LintelEngine(model, store, TimeProvider.System, new EngineOptions { Admission = new AdmissionOptions { Always = 1000 } });
    }

    public ServiceModel Model { get; }

    public IStore Store { get; }

    public Binder Binder { get; }

    public LintelEngine Engine { get; }

    /// <summary>Opens the same database once more, by another model, as a later start would; it is not prepared.</summary>
    public abstract IStore Reopen(ServiceModel model);

    /// <summary>Runs statements behind the back of the store, as an operator would.</summary>
    public abstract Task ExecuteAsync(string script);

    /// <summary>All of the contract's tables in the database's own words, in an order that does not depend on when what was made.</summary>
    public abstract Task<IReadOnlyList<string>> DescribeAsync();

    /// <summary>Puts in place of a table what takes far longer to read than any test waits.</summary>
    public abstract Task MakeSlowAsync(string table);

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The model of a contract's resources.</summary>
    public static ServiceModel Compile(string resources)
    {
        var folder = Directory.CreateTempSubdirectory("lintel-contract-").FullName;
        try
        {
            var file = Path.Combine(folder, "contract.yaml");
            File.WriteAllText(file, "lintel: 1\nservice: test\nversion: v1\ninfo: { title: Test, description: A test. }\nresources:\n" + resources);
            return Compiled(file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static ServiceModel Compiled(string path)
    {
        var result = ContractCompiler.Compile(path);
        return result.Model ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    public BoundRead Bind(ReadOperation operation)
    {
        var problem = Binder.BindRead(operation, out var bound);
        Assert.True(problem is null, problem?.Detail + string.Join(", ", problem?.Errors.Select(error => $"{error.Pointer} {error.Detail}") ?? []));
        return bound!;
    }

    public async Task<ResultNode> ReadAsync(ReadOperation operation)
    {
        var bound = Bind(operation);
        return await ReadAsync(bound);
    }

    public async Task<ResultNode> ReadAsync(BoundRead bound)
    {
        await using var session = await Store.OpenAsync(SessionKind.Read, Cancellation);
        return await session.ReadAsync(Store.Compile(bound), bound, Cancellation);
    }

    /// <summary>The rows of a read, one line each, as JSON arrays of the shown fields, with what is included behind them.</summary>
    public async Task<string[]> LinesAsync(ReadOperation operation)
    {
        using var node = await ReadAsync(operation);
        return [.. Enumerable.Range(0, node.Rows.Count).Select(row => Line(node, row))];
    }

    public static string Line(ResultNode node, int row)
    {
        using var stream = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(stream, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            for (var i = 0; i < node.Selection.Shown; i++) Write(writer, node.Selection.Columns[i].Field.Type, node.Rows[row, i], node.Rows.Arena);
            writer.WriteEndArray();
        }
        var text = new StringBuilder(Encoding.UTF8.GetString(stream.ToArray()));
        for (var i = 0; i < node.Includes.Count; i++)
        {
            var include = node.Includes[i];
            var relation = node.Selection.Includes[i].Relation;
            text.Append(' ').Append(node.Selection.Includes[i].Alias ?? relation.Name).Append('=');
            if (relation.IsToOne) text.Append(include.ByParent[row] < 0 ? "null" : Line(include, include.ByParent[row]));
            else text.Append('{').AppendJoin(' ', Enumerable.Range(include.ByParent[row], include.ByParent[row + 1] - include.ByParent[row]).Select(child => Line(include, child))).Append('}');
        }
        return text.ToString();
    }

    /// <summary>A field of a row as a key has it.</summary>
    public static string Text(ResultNode node, int row, Field field) => ScalarText.Of(field.Type, node.Rows[row, node.Selection.Place(field)], node.Rows.Arena);

    /// <summary>Creates rows through the engine's binder and passes, with their keys and managed fields as given.</summary>
    public async Task<WriteResult> InsertAsync(string resource, params string[] rows)
    {
        var (insert, problem) = Prepare(resource, rows);
        Assert.True(problem is null, problem?.Detail + string.Join(", ", problem?.Errors.Select(error => $"{error.Pointer} {error.Detail}") ?? []));
        return await WriteAsync(insert!);
    }

    public (BoundInsert? Insert, Problem? Problem) Prepare(string resource, params string[] rows) =>
        Engine.Prepare(new CreateOperation { Resource = resource, Trusted = true, Rows = [.. rows.Select(Json.Read)] });

    /// <summary>Loads a file of rows; failures name it as it is named here.</summary>
    public async Task<LoadOutcome> LoadAsync(string resource, string name, string text)
    {
        var folder = Directory.CreateTempSubdirectory("lintel-load-").FullName;
        try
        {
            var path = Path.Combine(folder, name);
            await File.WriteAllTextAsync(path, text, Cancellation);
            var outcome = await new Loader(Engine).LoadFileAsync(resource, path, skips: false, null, Cancellation);
            return outcome with { Failures = [.. outcome.Failures.Select(failure => failure with { File = name })] };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Starts the same database by another contract.</summary>
    public async Task<SchemaOutcome> StartAsync(string contract)
    {
        await using var store = Reopen(Compile(contract));
        return await store.PrepareAsync(Cancellation);
    }

    /// <summary>An engine of another contract on the same database, started; whoever asks disposes its store.</summary>
    public async Task<(IStore Store, LintelEngine Engine)> OpenAsync(string contract)
    {
        var model = Compile(contract);
        var store = Reopen(model);
        await store.PrepareAsync(Cancellation);
        return (store, new LintelEngine(model, store, TimeProvider.System));
    }

    /// <summary>Migrates the same database to another contract.</summary>
    public async Task<MigrationOutcome> MigrateAsync(string contract, MigrationOptions? options = null)
    {
        await using var store = Reopen(Compile(contract));
        return await store.Migrations.ApplyAsync(options ?? new MigrationOptions { AllowDestructive = true }, null, Cancellation);
    }

    public async Task<WriteResult> WriteAsync(BoundOperation operation)
    {
        await using var session = await Store.OpenAsync(SessionKind.Write, Cancellation);
        var result = await session.WriteAsync(Store.Compile(operation), operation, Cancellation);
        if (result.Status == WriteStatus.Done) await session.CommitAsync(Cancellation);
        return result;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static void Write(System.Text.Json.Utf8JsonWriter writer, FieldType type, Cell cell, byte[] arena)
    {
        if (cell.IsNull) writer.WriteNullValue();
        else if (type.IsArray) writer.WriteRawValue(cell.Bytes(arena));
        else Scalar.For(type.Kind).Write(type, writer, cell, arena);
    }
}
