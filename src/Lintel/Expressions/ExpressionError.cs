namespace Lintel.Expressions;

/// <summary>Why a text is no expression, and where.</summary>
/// <param name="Offset">The first UTF-16 code unit of the text that it is about, starting at 0.</param>
/// <param name="Length">How many code units it is about; 0 at the end of the text.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Hint">What to do about it; null: nothing is known to help.</param>
public sealed record ExpressionError(int Offset, int Length, string Message, string? Hint = null)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Offset}+{Length}: {Message}{(Hint is null ? "" : $" ({Hint})")}");
}
