using GraphQLParser;
using Lintel.Engine;
using Lintel.Errors;
using Lintel.GraphQL.Documents;
using Lintel.GraphQL.Reading;
using Lintel.GraphQL.Writing;

namespace Lintel.GraphQL.Answering;

/// <summary>Gathers what came of the fields of the root.</summary>
/// <param name="set">What was asked for.</param>
/// <param name="document">The text that asked for it.</param>
internal sealed class AnswerBuilder(AskedSet set, ReadOnlyMemory<char> document)
{
    private readonly Dictionary<AskedField, AnswerPart> _parts = [];
    private readonly List<AnswerError> _errors = [];
    private Exception? _cause;
    private int _statements;

    /// <summary>What was asked for.</summary>
    public AskedSet Set => set;

    /// <summary>What it costs, as far as that was told before.</summary>
    public long Cost { get; set; }

    /// <summary>An answer about the schema.</summary>
    public void Add(AskedField asked, ReadOnlyMemory<byte> json) => _parts.Add(asked, new AnswerPart.Json(json));

    /// <summary>A row that is not there.</summary>
    public void AddNull(AskedField asked) => _parts.Add(asked, new AnswerPart.Nothing());

    /// <summary>What came of an operation.</summary>
    public void Add(AskedField asked, RootField root, Outcome outcome)
    {
        _statements += outcome.Statements;
        if (outcome.Problem is { } problem)
        {
            outcome.Dispose();
            _cause ??= outcome.Cause;
            // A row that is not there is null, no mistake.
            if (problem.Error == ErrorCatalogue.NotFound && root.One is not null) AddNull(asked);
            else Fail(asked, problem);
            return;
        }
        _parts.Add(asked, new AnswerPart.Rows(root, outcome));
    }

    /// <summary>What came of a mutation.</summary>
    public void Add(AskedField asked, MutationField field, IReadOnlyList<Outcome> outcomes)
    {
        foreach (var outcome in outcomes) _statements += outcome.Statements;
        if (outcomes is [{ Problem: { } problem }])
        {
            _cause ??= outcomes[0].Cause;
            Fail(asked, problem);
            return;
        }
        _parts.Add(asked, new AnswerPart.Payload(field, outcomes));
    }

    /// <summary>A field that failed is null, and told of.</summary>
    public void Fail(AskedField asked, Problem problem, Exception? cause = null)
    {
        _cause ??= cause;
        var place = Location.FromLinearPosition(document, asked.Node.Location.Start);
        _errors.Add(AnswerError.Of(problem, asked.Key, (place.Line, place.Column)));
        _parts.Add(asked, new AnswerPart.Nothing());
    }

    /// <summary>The answer.</summary>
    /// <param name="operation">What was executed.</param>
    /// <param name="tellsCost">Whether it tells its cost.</param>
    public GraphQLAnswer Build(KnownOperation operation, bool tellsCost)
    {
        var failed = _errors is [var first, ..] ? first.Problem : null;
        if (failed is not null && IsForLater()) return Refusal.Of(failed, _cause, _statements);
        return new ExecutedAnswer(set, _parts, _errors)
        {
            Cost = tellsCost ? Cost : null,
            Statements = _statements,
            Cause = _cause,
            Failed = failed,
            OperationName = operation.Name,
            OperationType = operation.IsMutation ? "mutation" : "query",
        };
    }

    // Nothing was done or found, and all of it can be asked for again: so says the status then, which callers, proxies and balancers heed without reading on.
    private bool IsForLater() => _errors.TrueForAll(error => error.Problem is { Error.Status: 503, RetryAfter: not null }) && _parts.Values.All(part => part is AnswerPart.Nothing);
}

/// <summary>What came of one field of the root.</summary>
internal abstract record AnswerPart : IDisposable
{
    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>No row, or a failure.</summary>
    public sealed record Nothing : AnswerPart;

    /// <summary>What is written already.</summary>
    public sealed record Json(ReadOnlyMemory<byte> Text) : AnswerPart;

    /// <summary>What a change answers.</summary>
    public sealed record Payload(MutationField Field, IReadOnlyList<Outcome> Outcomes) : AnswerPart
    {
        /// <inheritdoc/>
        public override void Dispose()
        {
            base.Dispose();
            foreach (var outcome in Outcomes) outcome.Dispose();
        }
    }

    /// <summary>Rows.</summary>
    public sealed record Rows(RootField Root, Outcome Outcome) : AnswerPart
    {
        /// <inheritdoc/>
        public override void Dispose()
        {
            base.Dispose();
            Outcome.Dispose();
        }
    }
}
