using System.Text;
using Lintel.Expressions;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>What an aggregate asks apart from its rows and its order: compiled once, kept by its text.</summary>
/// <param name="Groups">What groups are made by; the expressions are not bound.</param>
/// <param name="Measures">What is told of each group, in the order of the answer; the expressions are not bound.</param>
/// <param name="Having">Which groups, a condition on the answer; null: all.</param>
internal sealed record AnswerForm(IReadOnlyList<BoundGroup> Groups, IReadOnlyList<BoundMeasure> Measures, Expression? Having)
{
    /// <summary>The names in it that not everybody may see, each with the pointer of its term.</summary>
    public IReadOnlyList<(GuardedName Name, string? Pointer)> Guarded { get; init; } = [];

    /// <summary>The column of the answer that an order names: the key of a group, or a function and the key of its measure; -1: none.</summary>
    public int Find(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < Groups.Count; i++)
        {
            if (name.SequenceEqual(Groups[i].Key)) return i;
        }
        for (var i = 0; i < Measures.Count; i++)
        {
            var (function, key) = (MeasureTable.Name(Measures[i].Function), Measures[i].Key);
            if (!name.StartsWith(function)) continue;
            var rest = name[function.Length..];
            if (key is null ? rest.IsEmpty : rest is ['.', .. var said] && said.SequenceEqual(key)) return Groups.Count + i;
        }
        return -1;
    }

    /// <summary>All names that an order may have.</summary>
    public IEnumerable<string> Names => Groups.Select(group => group.Key)
        .Concat(Measures.Select(measure => measure.Key is { } key ? $"{MeasureTable.Name(measure.Function)}.{key}" : MeasureTable.Name(measure.Function)));

    /// <summary>What was said of all this, as one text that no other question has.</summary>
    public static string TextOf(AggregateOperation operation)
    {
        var text = new StringBuilder();
        foreach (var group in operation.Groups) Add(text, 'g', group);
        foreach (var measure in operation.Measures) Add(text, (char)('0' + (int)measure.Function), measure.Term);
        return operation.Having is { } having ? text.Append('h').Append(having.Text).ToString() : text.ToString();
    }

    // Lengths tell where a text ends, whatever it holds.
    private static void Add(StringBuilder text, char kind, AggregateTerm term) =>
        text.Append(kind).Append(term.Key.Length).Append(' ').Append(term.Key).Append(term.Text.Length).Append(' ').Append(term.Text);
}
