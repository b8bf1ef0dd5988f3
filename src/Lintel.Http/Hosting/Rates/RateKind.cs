namespace Lintel.Http.Hosting.Rates;

/// <summary>By what requests are counted.</summary>
/// <param name="Name">Its name in headers and metrics.</param>
/// <param name="Whose">Who is counted, for people.</param>
internal sealed record RateKind(string Name, string Whose)
{
    /// <summary>By where they come from.</summary>
    public static RateKind Address { get; } = new("address", "One address");

    /// <summary>By who sends them.</summary>
    public static RateKind Caller { get; } = new("caller", "One caller");

    /// <summary>By the API key that they are sent with.</summary>
    public static RateKind Key { get; } = new("key", "One API key");
}
