using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Lintel.Expressions;
using Lintel.Model;

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

    /// <summary>Policies with this caller in them, of those that no time decides: who comes again need not be put in again.</summary>
    internal ConditionalWeakTable<Policy, Expression> Bound { get; private init; } = [];

    /// <summary>The same caller with where they ask from; <see cref="Operator"/> stays who it is.</summary>
    /// <param name="address">The address.</param>
    /// <param name="apiKey">The id of the API key that they used; null: none.</param>
    public Caller From(string address, string? apiKey) => ReferenceEquals(this, Operator) ? this : new Caller { Id = Id, Roles = Roles, Claims = Claims, ApiKey = apiKey, Address = address, Bound = Bound };

    /// <summary>Whether nobody knows who asks.</summary>
    public bool IsAnonymous => Id is null;
}
