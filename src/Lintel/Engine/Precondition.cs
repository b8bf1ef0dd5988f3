using System.Globalization;
using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Results;

namespace Lintel.Engine;

/// <summary>What <c>If-Match</c> (RFC 9110 §13.1.1) asks of a row.</summary>
internal sealed class Precondition
{
    private readonly HashSet<string>? _states;

    public Precondition(Resource resource, IReadOnlyList<string> tags)
    {
        IsGiven = tags.Count > 0;
        if (tags.Count == 0 || tags.Contains("*")) return;
        _states = [.. tags.Select(EntityTag.StateOf)];
        if (resource.Version is null) return;
        Versions = [.. _states.Select(state => Value.Of(long.TryParse(state, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1))];
    }

    /// <summary>Whether anything is asked.</summary>
    public bool IsGiven { get; }

    /// <summary>The versions of which one must be current, so that the store checks them with the write itself; null: none.</summary>
    public Value[]? Versions { get; }

    /// <summary>Whether the row must be read, and locked, before it is written: it has no version.</summary>
    public bool NeedsRow => _states is not null && Versions is null;

    /// <summary>The problem of writing a row that was read; null: it may be written.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="row">The row, with all of its fields.</param>
    /// <param name="view">What the caller may see: their tag is made of that.</param>
    public Problem? Check(Resource resource, ResultNode row, CallerView view)
    {
        if (row.Rows.Count == 0) return Binder.NoSuchRow(resource);
        return _states is null || _states.Contains(EntityTag.Of(row, view)) ? null : WriteProblems.Changed(resource);
    }
}
