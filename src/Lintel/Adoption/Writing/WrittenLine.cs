using Lintel.Adoption.Designing;

namespace Lintel.Adoption.Writing;

/// <summary>A line of a contract, and what it says.</summary>
/// <param name="Text">The line.</param>
/// <param name="Resource">The resource that it is about; null: none.</param>
/// <param name="Part">What of the resource: a <see cref="FieldDesign"/>, <see cref="RuleDesign"/>, <see cref="UniqueDesign"/>, <see cref="QueryDesign"/> or <see cref="KeyDesign"/>; null: the resource itself.</param>
internal readonly record struct WrittenLine(string Text, ResourceDesign? Resource = null, object? Part = null);

/// <summary>A file of a contract.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record WrittenFile(string Name, IReadOnlyList<WrittenLine> Lines)
{
    /// <summary>The whole file.</summary>
    public string Text => string.Concat(Lines.Select(line => line.Text + "\n"));
}
