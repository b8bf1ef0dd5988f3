using System.Globalization;
using Lintel.Access;
using Lintel.Engine;
using Lintel.Errors;
using Lintel.GraphQL.Answering;
using Lintel.GraphQL.Documents;
using Lintel.GraphQL.Reading;
using Lintel.GraphQL.Schema;
using Lintel.GraphQL.Writing;
using Lintel.Telemetry;

namespace Lintel.GraphQL;

/// <summary>Answers GraphQL requests with an engine: a document is read once, then looked up, bound and run, one statement for each field of the root. Thread-safe.</summary>
public sealed class GraphQLExecutor
{
    private readonly bool _isOpen;
    private readonly ContractSchema _schema;
    private readonly DocumentCache _documents;
    private readonly SchemaQuestions _questions;
    private readonly VariableReader _variables;
    private readonly RootReader _roots;
    private readonly Mutations _mutations;
    private readonly OperationCost _cost;

    /// <summary>An executor. Makes the schema, which takes tens of milliseconds.</summary>
    /// <param name="engine">The engine that answers.</param>
    /// <param name="isOpen">Whether the schema can be asked about. Default: true.</param>
    public GraphQLExecutor(LintelEngine engine, bool isOpen = true)
    {
        (Engine, _isOpen) = (engine, isOpen);
        _schema = ContractSchema.Of(engine.Model);
        _documents = new DocumentCache(_schema, engine.Model.Limits);
        _questions = new SchemaQuestions(_schema);
        _variables = new VariableReader(_schema);
        _roots = new RootReader(engine.Model, _schema.Types);
        _mutations = new Mutations(engine, _schema.Types);
        _cost = new OperationCost(engine.Model);
    }

    /// <summary>The engine that answers.</summary>
    public LintelEngine Engine { get; }

    /// <summary>Answers a request. A caller's mistake, and a store that is down, are answers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="watch">Who is told how long what takes; null: nobody.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public async ValueTask<GraphQLAnswer> ExecuteAsync(GraphQLRequest request, OperationWatch? watch, CancellationToken cancellation)
    {
        var (document, errors) = await _documents.FindAsync(request.Document, cancellation).ConfigureAwait(false);
        if (document is null) return new Refusal(errors);
        if (document.Find(request.OperationName) is not { } operation) return Refusal.Of(ErrorCatalogue.InvalidDocument.Because(NoOperation(document, request.OperationName)));
        if (operation.IsMutation && !request.MayWrite) return Refusal.Of(ErrorCatalogue.MethodNotAllowed.Because("A mutation is sent by POST.") with { Allow = ["POST"] });
        var (variables, misfits) = _variables.Read(document.Ast, operation.Ast, request.Variables);
        if (misfits.Count > 0) return new Refusal(misfits);

        var answer = new AnswerBuilder(operation.Ask(variables), document.Ast.Source);
        if (!_isOpen && answer.Set.Fields.Any(field => field.IsIntrospection)) return Refusal.Of(ErrorCatalogue.InvalidDocument.Because("This server answers no questions about its schema."));
        var arguments = new Arguments(variables, _schema.Types);
        // All is read before anything is done: what costs too much together is refused together.
        var writes = operation.IsMutation ? _mutations.Read(answer.Set, arguments) : [];
        var reads = operation.IsMutation ? [] : answer.Set.Fields.Where(asked => asked is { IsTypeName: false, IsIntrospection: false }).ToDictionary(asked => asked, asked => _roots.Read(asked, arguments));
        answer.Cost = _cost.Of(reads.Values.Select(read => read.Root?.Operation).Concat(writes.SelectMany(write => write.Field?.Operations ?? [])));
        if (answer.Cost > Engine.Model.Limits.GraphqlCost) return Refusal.Of(ErrorCatalogue.CostTooHigh.Because(TooHigh(answer.Cost)));
        if (operation.IsMutation)
        {
            await _mutations.RunAsync(operation, answer, writes, request.Caller, watch, cancellation).ConfigureAwait(false);
            return answer.Build(operation, request.TellsCost);
        }
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? told = null;
        foreach (var asked in answer.Set.Fields)
        {
            if (asked.IsIntrospection) answer.Add(asked, (told ??= await _questions.AskAsync(document, operation, answer.Set, request, cancellation).ConfigureAwait(false))[asked.Key]);
            else if (reads.TryGetValue(asked, out var read)) await RunAsync(asked, read, answer, request.Caller, watch, cancellation).ConfigureAwait(false);
        }
        return answer.Build(operation, request.TellsCost);
    }

    /// <summary>The answer to a request that a transport can't read.</summary>
    public static GraphQLAnswer Refuse(Problem problem) => Refusal.Of(problem);

    private async ValueTask RunAsync(AskedField asked, (RootField? Root, Problem? Problem) read, AnswerBuilder answer, Caller caller, OperationWatch? watch, CancellationToken cancellation)
    {
        if (read.Problem is { } problem) answer.Fail(asked, problem);
        else if (read.Root is not { } root) answer.AddNull(asked);
        else answer.Add(asked, root, await Engine.ExecuteAsync(root.Operation with { Caller = caller }, rehearses: false, watch, cancellation).ConfigureAwait(false));
    }

    private string TooHigh(long cost) => string.Create(CultureInfo.InvariantCulture,
        $"This would read up to {cost} values, and at most {Engine.Model.Limits.GraphqlCost} are read for one request: ask for smaller pages, or for less.");

    private static string NoOperation(KnownDocument document, string? name) => name is null
        ? "The document has several operations: 'operationName' tells which."
        : $"The document has no operation '{name}'.";
}
