namespace Lintel.Expressions;

/// <summary>How far a caller alone decides whether a policy lets them in. In this order, the least first.</summary>
public enum Admission
{
    /// <summary>Whatever the row is, they may not.</summary>
    Never,

    /// <summary>The row decides, or what else is known of the caller.</summary>
    Depends,

    /// <summary>Whatever the row is, they may.</summary>
    Always,
}
