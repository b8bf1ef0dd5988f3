using System.Text.Json.Nodes;

namespace Lintel.Http.Tests.Models.Documents;

/// <summary>Selection sets of the model, by the algorithms of the GraphQL specification, §6.3 and §6.4, as plainly as can be.</summary>
/// <param name="nodes">The types that are nodes.</param>
internal sealed class NaiveExecution(IReadOnlySet<string> nodes)
{
    /// <summary>The answer for an object; the sets are those of all fields with its name.</summary>
    public JsonObject Answer(Typed of, IEnumerable<PickSet> sets)
    {
        var fields = new List<(string Key, List<FieldPick> Picks)>();
        foreach (var set in sets) Collect(of.Type, set, fields);
        var answer = new JsonObject();
        foreach (var (key, picks) in fields)
            answer.Add(key, picks[0].Name == "__typename" ? of.Type : Complete(picks[0].Resolve(of.Source), picks.Select(pick => pick.Set).OfType<PickSet>().ToArray()));
        return answer;
    }

    private JsonNode? Complete(object? value, PickSet[] sets) => value switch
    {
        null => null,
        Typed one => Answer(one, sets),
        IEnumerable<Typed> many => new JsonArray([.. many.Select(one => Answer(one, sets))]),
        IEnumerable<string> texts => new JsonArray([.. texts.Select(text => (JsonNode)text)]),
        JsonNode json => json,
        string text => text,
        bool said => said,
        int number => (long)number,
        long number => number,
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    private void Collect(string type, PickSet set, List<(string Key, List<FieldPick> Picks)> fields)
    {
        foreach (var pick in set.Picks.Where(pick => pick.Switches.LetBe))
        {
            switch (pick)
            {
                case FieldPick field when fields.Find(known => known.Key == field.Key) is { Picks: { } picks }:
                    picks.Add(field);
                    break;
                case FieldPick field:
                    fields.Add((field.Key, [field]));
                    break;
                case InlinePick inline when inline.On is null || Fits(type, inline.On):
                    Collect(type, inline.Set, fields);
                    break;
                case SpreadPick spread when Fits(type, spread.Fragment.On):
                    Collect(type, spread.Fragment.Set, fields);
                    break;
            }
        }
    }

    private bool Fits(string type, string on) => on == type || (on == "Node" && nodes.Contains(type));
}
