using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Lintel.Model;

namespace Lintel.Binding;

/// <summary>
/// What was read and checked once, kept by resource and text. When there is too much of it all is forgotten, so that a caller who sends endless
/// texts makes no memory grow.
/// </summary>
internal sealed class CompiledTexts<T>
    where T : class
{
    private const int Kept = 512;
    private const int LongestKept = 2048;

    private readonly ConcurrentDictionary<(Resource, string), T> _known = new();

    /// <summary>What a text of a resource was compiled to, if it is known.</summary>
    public bool TryFind(Resource resource, string text, [NotNullWhen(true)] out T? compiled) => _known.TryGetValue((resource, text), out compiled);

    /// <summary>Keeps it, unless the text is too long.</summary>
    public void Keep(Resource resource, string text, T compiled)
    {
        if (text.Length > LongestKept) return;
        if (_known.Count >= Kept) _known.Clear();
        _known[(resource, text)] = compiled;
    }
}
