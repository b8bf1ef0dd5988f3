using Lintel.Binding;
using Lintel.Engine.Admission;

namespace Lintel.Engine;

/// <summary>How an engine runs.</summary>
public sealed record EngineOptions
{
    /// <summary>How long one request may take in the store before it is stopped. Default: 10 seconds.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first pause before a write is tried again that others came in the way of; each further one is twice as long, and of each a random part is waited. Default: 5 ms.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How many whole lists are sent or taken at once; others wait in line for as long as <see cref="TimeLimit"/>. Default: 2.</summary>
    public int Streams { get; init; } = 2;

    /// <summary>What becomes of requests of which more come than the store can run at once.</summary>
    public AdmissionOptions Admission { get; init; } = new();

    /// <summary>Plans kept by shape. Default: 4,096.</summary>
    public int Plans { get; init; } = 4096;

    /// <summary>Bounds on what one operation may ask for.</summary>
    public BindingLimits Limits { get; init; } = BindingLimits.Default;
}
