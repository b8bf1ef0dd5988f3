using Lintel.Engine.Admission;

namespace Lintel.Engine;

/// <summary>How an engine runs.</summary>
public sealed record EngineOptions
{
    /// <summary>The first pause before a write is tried again that others came in the way of; each further one is twice as long, and of each a random part is waited. Default: 5 ms.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How many whole lists are sent or taken at once; others wait in line for as long as <see cref="Model.ServiceLimits.Time"/>. Default: 2.</summary>
    public int Streams { get; init; } = 2;

    /// <summary>What becomes of requests of which more come than the store can run at once.</summary>
    public AdmissionOptions Admission { get; init; } = new();

    /// <summary>Plans kept by shape, of which half at most are younger than the others. Fewer are kept where they are large. Default: 2,048.</summary>
    public int Plans { get; init; } = 2048;
}
