using Lintel.GraphQL.Answering;
using Lintel.Operations;
using Lintel.Results;

namespace Lintel.GraphQL.Reading;

/// <summary>The same rows as they are shown in several places of an answer: what more than one names is read once.</summary>
/// <param name="views">What each place shows.</param>
internal sealed class RowViews(IReadOnlyList<RowPlan> views)
{
    /// <summary>The fields that all of them name, each once.</summary>
    public IReadOnlyList<SelectedName> Names { get; } = [.. views.SelectMany(view => view.Fields).DistinctBy(name => name.Name)];

    /// <summary>The relations that come along for all of them, those of one behind those of another.</summary>
    public IReadOnlyList<RelatedPlan> Includes { get; } = [.. views.SelectMany(view => view.Includes)];

    /// <summary>What writes each of them.</summary>
    public RowWriter[] Writers(ResultNode node)
    {
        var writers = new RowWriter[views.Count];
        for (int i = 0, first = 0; i < writers.Length; i++)
        {
            writers[i] = new RowWriter(views[i], node, first);
            first += views[i].Includes.Count;
        }
        return writers;
    }
}
