using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Fields;

/// <summary>How a field is unique.</summary>
internal enum Uniqueness
{
    None,
    Exact,
    IgnoreCase,

    /// <summary>To the letter, over all tenants.</summary>
    Global,
}

/// <summary>A literal as it was written.</summary>
/// <param name="Text">The text without quotes.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Quoted">Whether it was quoted, so that <c>'null'</c> and <c>'now()'</c> are text.</param>
/// <param name="Items">The elements of a list; null: not a list.</param>
internal sealed record Literal(string Text, Place Place, bool Quoted, IReadOnlyList<Literal>? Items)
{
    public bool IsNull => !Quoted && Items is null && Text is "null" or "~" or "";

    public bool SameAs(Literal other) => Items is null || other.Items is null
        ? Items == other.Items && Text == other.Text
        : Items.Count == other.Items.Count && Items.Zip(other.Items).All(pair => pair.First.SameAs(pair.Second));
}

/// <summary>An end of a range as it was written.</summary>
internal sealed record BoundDeclaration(Literal Literal, bool Exclusive);

/// <summary>A field as the contract declares it, in short form, in long form or both; nothing is resolved yet.</summary>
internal sealed class FieldDeclaration(string name, Place place, DiagnosticBag bag)
{
    public string Name { get; } = name;

    public Place Place { get; } = place;

    /// <summary>Whether its form is wrong, so that nothing more is said about it.</summary>
    public bool Broken { get; set; }

    public Located<string>? TypeName { get; set; }

    public bool IsArray { get; set; }

    public int Precision { get; set; }

    public int Scale { get; set; }

    /// <summary>What the database calls a <c>native(…)</c> type.</summary>
    public Located<string>? NativeName { get; set; }

    public IReadOnlyList<Located<string>>? Members { get; set; }

    public Located<bool>? Nullable { get; set; }

    public Located<int>? MinLength { get; set; }

    public Located<int>? MaxLength { get; set; }

    public BoundDeclaration? Minimum { get; set; }

    public BoundDeclaration? Maximum { get; set; }

    public Located<Uniqueness>? Unique { get; set; }

    public Located<bool>? Searchable { get; set; }

    /// <summary>Who may see and write it.</summary>
    public AccessDeclaration Access { get; set; } = AccessDeclaration.None;

    public Located<bool>? ReadOnly { get; set; }

    public Located<bool>? WriteOnly { get; set; }

    public Located<bool>? Immutable { get; set; }

    public Located<bool>? Deprecated { get; set; }

    public Located<string>? Reverse { get; set; }

    public Located<OnDelete>? OnDelete { get; set; }

    public Literal? Default { get; set; }

    public Located<string>? Description { get; set; }

    public Located<string>? Format { get; set; }

    public Located<string>? Pattern { get; set; }

    public Located<string>? Column { get; set; }

    /// <summary>The columns of a reference of several, and where their list stands.</summary>
    public IReadOnlyList<Located<string>>? Columns { get; set; }

    /// <summary>The fields of the target that a reference holds.</summary>
    public IReadOnlyList<Located<string>>? To { get; set; }

    public ThroughDeclaration? Through { get; set; }

    public Located<string>? Was { get; set; }

    /// <summary>The form in which a database that is not ours keeps the values.</summary>
    public Located<string>? Kept { get; set; }

    public Located<int>? MaxItems { get; set; }

    /// <summary>The expression that the value is computed from.</summary>
    public ScalarNode? Computed { get; set; }

    public Located<bool>? Stored { get; set; }

    public IReadOnlyList<Literal> Examples { get; set; } = [];

    /// <summary>Takes a setting, and reports a second one that differs.</summary>
    public Located<T> Take<T>(Located<T>? before, T value, Place at, string what)
    {
        if (before is not null && !EqualityComparer<T>.Default.Equals(before.Value, value))
            ReportTwice(before.Place, at, what);
        return before ?? new Located<T>(value, at);
    }

    /// <inheritdoc cref="Take{T}"/>
    public BoundDeclaration Take(BoundDeclaration? before, Literal literal, bool exclusive, string what)
    {
        if (before is not null && (before.Exclusive != exclusive || !before.Literal.SameAs(literal)))
            ReportTwice(before.Literal.Place, literal.Place, what);
        return before ?? new BoundDeclaration(literal, exclusive);
    }

    /// <inheritdoc cref="Take{T}"/>
    public Literal Take(Literal? before, Literal literal, string what)
    {
        if (before is not null && !before.SameAs(literal))
            ReportTwice(before.Place, literal.Place, what);
        return before ?? literal;
    }

    private void ReportTwice(Place first, Place second, string what) =>
        bag.Report(LanguageRules.GivenTwice, second, $"The {what} of {Wording.Quoted(Name)} is given twice, and differently: {Wording.Quoted(first.Text)} before and {Wording.Quoted(second.Text)} here.",
            "keep one of the two");
}
