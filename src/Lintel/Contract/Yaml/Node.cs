namespace Lintel.Contract.Yaml;

/// <summary>A node of a YAML document, with its place.</summary>
internal abstract class Node(Place place)
{
    /// <summary>Where it stands: a scalar with its quotes, the first line of anything else.</summary>
    public Place Place { get; } = place;

    /// <summary>Whether it was found to be wrong; readers pass over it, so that one mistake is reported once.</summary>
    public bool Broken { get; set; }

    /// <summary>What it is called in messages.</summary>
    public abstract string Noun { get; }
}

/// <summary>Text. What it means depends on where it stands, never on how it looks.</summary>
internal sealed class ScalarNode(Place place, string text, bool plain) : Node(place)
{
    /// <summary>The text, without quotes and escapes.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it was written without quotes.</summary>
    public bool Plain { get; } = plain;

    /// <summary>Whether it says that there is no value.</summary>
    public bool IsNull => Plain && Text is "" or "~" or "null" or "Null" or "NULL";

    // Whether the source has the text as it is, so that a part of it has a place of its own.
    private readonly bool _verbatim = IsVerbatim(place, text, plain);

    public override string Noun => "a value";

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>The place of a part of the text; the whole where escapes or line breaks stand between.</summary>
    public Place PlaceOf(int start, int length) => _verbatim ? new Place(Place.File, Place.Start + (Plain ? 0 : 1) + start, length) : Place;

    private static bool IsVerbatim(Place place, string text, bool plain)
    {
        var quotes = plain ? 0 : 1;
        return place.Length == text.Length + (2 * quotes)
            && string.CompareOrdinal(place.File.Text, place.Start + quotes, text, 0, text.Length) == 0
            && text.AsSpan().IndexOfAny('\r', '\n') < 0;
    }
}

/// <summary>A list.</summary>
internal sealed class SequenceNode(Place place, IReadOnlyList<Node> items) : Node(place)
{
    public IReadOnlyList<Node> Items { get; } = items;

    public override string Noun => "a list";

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", Items)}]";
}

/// <summary>A mapping.</summary>
internal sealed class MappingNode(Place place, IReadOnlyList<Entry> entries) : Node(place)
{
    public IReadOnlyList<Entry> Entries { get; } = entries;

    public override string Noun => "a mapping";

    /// <inheritdoc/>
    public override string ToString() => $"{{ {string.Join(", ", Entries.Select(entry => $"{entry.Key}: {entry.Value}"))} }}";

    /// <summary>The sound value of that key, or null.</summary>
    public Node? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key.Text == key)
                return entry.Value.Broken ? null : entry.Value;
        }

        return null;
    }

    /// <summary>The sound scalar of that key, or null.</summary>
    public ScalarNode? FindScalar(string key) => Find(key) as ScalarNode;

    /// <summary>The sound text of that key, or null.</summary>
    public Located<string>? FindText(string key) => FindScalar(key) is { } scalar ? new(scalar.Text, scalar.Place) : null;
}

/// <summary>A key with its value.</summary>
internal sealed record Entry(ScalarNode Key, Node Value);
