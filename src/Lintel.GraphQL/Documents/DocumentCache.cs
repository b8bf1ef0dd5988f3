using System.Collections.Concurrent;
using GraphQL.Validation;
using GraphQLParser.AST;
using Lintel.Errors;
using Lintel.GraphQL.Answering;
using Lintel.GraphQL.Schema;

namespace Lintel.GraphQL.Documents;

/// <summary>Documents that were read and found valid. When there are too many all are forgotten, so that endless new ones make no memory grow.</summary>
internal sealed class DocumentCache(ContractSchema schema, Model.ServiceLimits limits)
{
    private const int Kept = 512;
    // What is made of a document takes a multiple of its text.
    private const int KeptCharacters = 2_000_000;
    private const int MostErrors = 10;

    private static readonly IValidationRule[] Rules = [.. DocumentValidator.CoreRules, new VariablesInLists()];

    private readonly ConcurrentDictionary<string, KnownDocument> _known = new(StringComparer.Ordinal);
    private readonly DocumentValidator _validator = new();
    private readonly SchemaBreadth _breadth = new(schema);
    private long _characters;

    private bool IsUnknown(GraphQLOperationDefinition operation) => operation.Operation switch
    {
        OperationType.Query => false,
        OperationType.Mutation => schema.Mutation is null,
        OperationType.Subscription => true,
    };

    /// <summary>The document, or what is wrong with it.</summary>
    public async ValueTask<(KnownDocument? Document, IReadOnlyList<AnswerError> Errors)> FindAsync(string text, CancellationToken cancellation)
    {
        if (_known.TryGetValue(text, out var known)) return (known, []);
        var (ast, error) = DocumentReader.Read(text, limits);
        if (ast is null) return (null, [error!]);
        if (DocumentBounds.Check(ast, limits, _breadth) is { } excess) return (null, [excess]);
        if (ast.Definitions.OfType<GraphQLOperationDefinition>().FirstOrDefault(IsUnknown) is { } unknown)
            return (null, [AnswerError.Of(ErrorCatalogue.InvalidDocument.Because($"There are no {(unknown.Operation == OperationType.Mutation ? "mutations" : "subscriptions")} here."))]);
        // Each operation is validated with the whole document; the variables are read later, for each request.
        var errors = new List<AnswerError>();
        foreach (var operation in ast.Definitions.OfType<GraphQLOperationDefinition>().Take(1))
        {
            var result = await _validator.ValidateAsync(new ValidationOptions { Schema = schema, Document = ast, Operation = operation, Variables = global::GraphQL.Inputs.Empty, Rules = Rules, CancellationToken = cancellation }).ConfigureAwait(false);
            errors.AddRange(result.Errors.Where(found => found is not InvalidVariableError).Select(AnswerError.Of));
        }
        if (errors.Count > 0) return (null, errors.Count <= MostErrors ? errors : [.. errors.Take(MostErrors)]);
        if (!ast.Definitions.OfType<GraphQLOperationDefinition>().Any()) return (null, [AnswerError.Of(ErrorCatalogue.InvalidDocument.Because("The document has no operation."))]);
        var document = new KnownDocument(ast, schema);
        if (_known.Count >= Kept || Interlocked.Read(ref _characters) + text.Length > KeptCharacters)
        {
            _known.Clear();
            Interlocked.Exchange(ref _characters, 0);
        }
        if (_known.TryAdd(text, document)) Interlocked.Add(ref _characters, text.Length);
        return (document, []);
    }
}
