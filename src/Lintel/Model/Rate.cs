namespace Lintel.Model;

/// <summary>How often something may happen on average.</summary>
/// <param name="PerHour">How often in an hour.</param>
public readonly record struct Rate(long PerHour)
{
    /// <summary>As often as one likes: the greatest rate.</summary>
    public static Rate Unlimited { get; } = new(long.MaxValue);

    /// <summary>Whether there is no limit.</summary>
    public bool IsUnlimited => this == Unlimited;
}
