using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace Lintel.Access;

/// <summary>Who asks. Frozen.</summary>
public sealed class Caller
{
    /// <summary>Who did not say who asks.</summary>
    public static Caller Anonymous { get; } = new();

    /// <summary>Who runs the service, from the command line: nothing is kept from them. No front end ever tells this of anybody.</summary>
    public static Caller Operator { get; } = new() { Id = "operator" };

    /// <summary>What the caller is called by whoever knows it; null: anonymous.</summary>
    public string? Id { get; init; }

    /// <summary>The roles that the caller has. Default: none.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Everything that is claimed of the caller, as texts; a claim with several values is a list. Default: nothing.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Claims { get; init; } = FrozenDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>The id of the API key by which the caller is known; null: by none.</summary>
    public string? ApiKey { get; private init; }

    /// <summary>The address that the caller asks from; null: not told.</summary>
    public string? Address { get; private init; }

    /// <summary>What was made of things for this caller, for as long as those are there: who comes again need not have it made again.</summary>
    internal ConditionalWeakTable<object, object> Made { get; private init; } = [];

    /// <summary>The same caller with where they ask from; <see cref="Operator"/> stays who it is.</summary>
    /// <param name="address">The address.</param>
    /// <param name="apiKey">The id of the API key that they used; null: none.</param>
    public Caller From(string address, string? apiKey) => ReferenceEquals(this, Operator) ? this : new Caller { Id = Id, Roles = Roles, Claims = Claims, ApiKey = apiKey, Address = address, Made = Made };

    /// <summary>Whether nobody knows who asks.</summary>
    public bool IsAnonymous => Id is null;
}
