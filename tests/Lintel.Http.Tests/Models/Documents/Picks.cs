namespace Lintel.Http.Tests.Models.Documents;

/// <summary>A selection set.</summary>
internal sealed record PickSet(IReadOnlyList<Pick> Picks)
{
    public override string ToString() => $"{{ {string.Join(' ', Picks)} }}";
}

/// <summary>One thing of a selection set, and whether its directives let it be.</summary>
internal abstract record Pick(Switches Switches);

/// <summary>A field, and what it is in the model: a leaf, a <see cref="Typed"/>, or several.</summary>
internal sealed record FieldPick(string? Alias, string Name, string Arguments, Func<object, object?> Resolve, PickSet? Set, Switches Switches) : Pick(Switches)
{
    public string Key => Alias ?? Name;

    public override string ToString() => $"{(Alias is null ? "" : Alias + ": ")}{Name}{Arguments}{Switches.Text}{(Set is null ? "" : " " + Set)}";
}

/// <summary>A fragment where it stands; on any type where none is named.</summary>
internal sealed record InlinePick(string? On, PickSet Set, Switches Switches) : Pick(Switches)
{
    public override string ToString() => $"...{(On is null ? "" : " on " + On)}{Switches.Text} {Set}";
}

/// <summary>A fragment by its name.</summary>
internal sealed record SpreadPick(Fragment Fragment, Switches Switches) : Pick(Switches)
{
    public override string ToString() => $"...{Fragment.Name}{Switches.Text}";
}

/// <summary>A fragment with a name.</summary>
internal sealed record Fragment(string Name, string On, PickSet Set, int Depth, int Relations)
{
    public override string ToString() => $"fragment {Name} on {On} {Set}";
}

/// <summary>The directives <c>@include</c> and <c>@skip</c>, and what they come to.</summary>
internal sealed record Switches(string Text, bool LetBe)
{
    public static readonly Switches None = new("", true);
}

/// <summary>An object of a type, by what it is in the model.</summary>
internal sealed record Typed(string Type, object Source);
