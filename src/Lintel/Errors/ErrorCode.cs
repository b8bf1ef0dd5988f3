namespace Lintel.Errors;

/// <summary>One way in which a request can fail: the same code over every protocol. All are in <see cref="ErrorCatalogue"/>.</summary>
/// <param name="Code">The stable code, kebab-case.</param>
/// <param name="Status">The HTTP status, RFC 9110.</param>
/// <param name="Title">What went wrong, in a few words that fit every case.</param>
/// <param name="Meaning">When it happens and what the caller can do, for the published page of errors.</param>
public sealed record ErrorCode(string Code, int Status, string Title, string Meaning)
{
    /// <summary>A problem with this code.</summary>
    /// <param name="detail">What exactly went wrong this time; never an internal name, SQL or a stack trace.</param>
    /// <param name="pointer">
    /// Where: a JSON pointer into the body (<c>/lines/0/quantity</c>), <c>?name</c> for a query parameter, or a header's name.
    /// </param>
    /// <param name="rule">The name of the rule that is broken, where one is.</param>
    public Problem At(string? pointer, string detail, string? rule = null) => new(this, detail, [new ProblemError(pointer, Code, detail, rule)]);

    /// <summary>A problem with this code that concerns the request as a whole.</summary>
    public Problem Because(string detail) => new(this, detail, []);
}

/// <summary>A failed request, RFC 9457.</summary>
/// <param name="Error">The code, with its status.</param>
/// <param name="Detail">What exactly went wrong.</param>
/// <param name="Errors">Each single finding; may be empty.</param>
public sealed record Problem(ErrorCode Error, string Detail, IReadOnlyList<ProblemError> Errors)
{
    /// <summary>When to try again; null: no hint. Sent as <c>Retry-After</c>, RFC 9110 §10.2.3.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The state that an action met, and what it allows; null: the error is about no state.</summary>
    public StateConflict? State { get; init; }

    /// <summary>The index of the operation that failed, from 0, where several were asked for together; null: there was one.</summary>
    public int? Operation { get; init; }

    /// <summary>The methods that are allowed, where the error is about the method.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];
}

/// <summary>The state of a row that does not allow the action that was asked for.</summary>
/// <param name="State">The state that the row is in.</param>
/// <param name="Allowed">The actions that it allows, in the order of the contract.</param>
public sealed record StateConflict(string State, IReadOnlyList<string> Allowed);

/// <summary>One finding within a problem.</summary>
/// <param name="Pointer">Where, as <see cref="ErrorCode.At"/> says; null: the request as a whole.</param>
/// <param name="Code">The code of this finding.</param>
/// <param name="Detail">What is wrong and what would be right.</param>
/// <param name="Rule">The name of the rule that is broken; null: the finding is about none.</param>
/// <param name="Line">Of a body of many rows: the line on which the row begins, from 1; null: the body is one value.</param>
public sealed record ProblemError(string? Pointer, string Code, string Detail, string? Rule = null, long? Line = null);

/// <summary>Collects findings, so that a request is told of all its mistakes at once. Bounded.</summary>
public sealed class ProblemList
{
    /// <summary>The findings that are kept.</summary>
    public const int Most = 100;

    private readonly List<ProblemError> _errors = [];
    private ErrorCode? _worst;

    /// <summary>How many findings there are, those that are not kept among them.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a finding. Of several the lowest status wins: malformed before invalid.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="pointer">Where.</param>
    /// <param name="detail">What is wrong.</param>
    /// <param name="rule">The name of the rule that is broken, where one is.</param>
    public void Add(ErrorCode code, string? pointer, string detail, string? rule = null)
    {
        Count++;
        if (_worst is null || code.Status < _worst.Status) _worst = code;
        if (_errors.Count < Most) _errors.Add(new ProblemError(pointer, code.Code, detail, rule));
    }

    /// <summary>The problem, or null where nothing was found.</summary>
    public Problem? ToProblem()
    {
        if (_worst is null) return null;
        var same = _errors.TrueForAll(error => error.Code == _worst.Code) ? _worst : _worst.Status == 422 ? ErrorCatalogue.InvalidValues : _worst;
        return new Problem(same, _errors.Count == 1 ? _errors[0].Detail : $"{_errors.Count} values are wrong.", _errors);
    }
}
