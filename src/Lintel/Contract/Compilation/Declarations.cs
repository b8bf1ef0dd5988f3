using Lintel.Contract.Fields;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>What a contract declares; nothing is resolved yet.</summary>
internal sealed class ServiceDeclaration
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    public required ServiceInfo Info { get; init; }

    public ServiceObjectives? Objectives { get; init; }

    public Isolation Isolation { get; init; }

    /// <summary>Whether the database is not ours.</summary>
    public bool IsExternal { get; init; }

    public ServiceLimits Limits { get; init; } = ServiceLimits.Default;

    /// <summary>The <c>auth</c> key; null: there is none.</summary>
    public AuthSettings? Auth { get; init; }

    public AccessDeclaration Access { get; init; } = AccessDeclaration.None;

    /// <summary>The <c>tenant</c> key; null: there is none.</summary>
    public TenantDeclaration? Tenant { get; init; }

    /// <summary>The <c>audit</c> key, or what resources say of it; null: nothing is recorded.</summary>
    public AuditDeclaration? Audit { get; init; }

    public Located<string>? Seed { get; init; }

    public required IReadOnlyList<ResourceDeclaration> Resources { get; init; }

    /// <summary>The functions, in order.</summary>
    public IReadOnlyList<FunctionDeclaration> Functions { get; init; } = [];
}

/// <summary>A resource as it is declared.</summary>
internal sealed class ResourceDeclaration
{
    public required Located<string> Name { get; init; }

    /// <summary>Whether it could not be read, so that nothing more is said about it.</summary>
    public bool Broken { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<FieldDeclaration> Fields { get; init; } = [];

    public KeyDeclaration? Key { get; init; }

    /// <summary>The managed fields; null: the default.</summary>
    public IReadOnlyList<string>? Managed { get; init; }

    public Located<string>? PartOf { get; init; }

    public Located<string>? Plural { get; init; }

    public Located<string>? Path { get; init; }

    public TableDeclaration? Table { get; init; }

    /// <summary>What callers may do; null: the default.</summary>
    public AllowDeclaration? Allow { get; init; }

    public Located<string>? Was { get; init; }

    public IReadOnlyList<UniqueDeclaration> Uniques { get; init; } = [];

    public IReadOnlyList<QueryDeclaration> Queries { get; init; } = [];

    public IReadOnlyList<RuleDeclaration> Rules { get; init; } = [];

    /// <summary>The <c>search</c> key; null: there is none.</summary>
    public SearchDeclaration? Search { get; init; }

    public AccessDeclaration Access { get; init; } = AccessDeclaration.None;

    /// <summary>Where it says that all tenants share its rows; null: it does not.</summary>
    public Place? IsShared { get; init; }

    /// <summary>Whether writes are recorded; null: what the service says.</summary>
    public Located<bool>? Audit { get; init; }

    public Located<string>? State { get; init; }

    public IReadOnlyList<ActionDeclaration> Actions { get; init; } = [];

    public Located<bool>? SoftDelete { get; init; }

    public Located<int>? MaxItems { get; init; }

    public Located<string>? Reverse { get; init; }

    public bool RequiresMatch { get; init; }

    public Located<int>? MaxLimit { get; init; }
}

/// <summary>A key: of one type, or made of fields.</summary>
internal sealed record KeyDeclaration(Place Place, ScalarNode? Type, bool Client, IReadOnlyList<Located<string>>? Fields)
{
    /// <summary>Where <c>id</c> is kept; null: the default.</summary>
    public Located<string>? Column { get; init; }

    /// <summary>Where it says that the database makes the key, whatever its type; null: it does not.</summary>
    public Place? MadeByDatabase { get; init; }

    /// <summary>Whether rows have no key.</summary>
    public bool IsNone => Type?.Text.Trim() == "none";
}

/// <summary>What callers may do.</summary>
internal sealed record AllowDeclaration(Place Place, Allowed Allowed);

/// <summary>Fields that together are unique.</summary>
internal sealed record UniqueDeclaration(Place Place, IReadOnlyList<Located<string>> Fields, bool IgnoreCase, bool IsGlobal = false);

/// <summary>Whose rows are whose.</summary>
internal sealed record TenantDeclaration(Place Place, string Field, string Claim, Located<string>? Existing);

/// <summary>An access pattern.</summary>
internal sealed record QueryDeclaration(Place Place, IReadOnlyList<Located<string>> Filter, IReadOnlyList<Located<string>> Sort);

/// <summary>A rule; without a name it is named by its text.</summary>
internal sealed record RuleDeclaration(Located<string>? Name, ScalarNode Check, string? Message);

/// <summary>How a resource is searched.</summary>
internal sealed record SearchDeclaration(Place Place, Located<string>? Language, bool Typos);

/// <summary>An action.</summary>
internal sealed class ActionDeclaration
{
    public required Located<string> Name { get; init; }

    /// <summary>The states in which it is allowed; empty: nothing is said of them.</summary>
    public IReadOnlyList<Located<string>> From { get; init; } = [];

    public Located<string>? To { get; init; }

    public IReadOnlyList<FieldDeclaration> Input { get; init; } = [];

    /// <summary>The expressions, each with the name of the field that it is for.</summary>
    public IReadOnlyList<(Located<string> Field, ScalarNode Value)> Sets { get; init; } = [];

    public IReadOnlyList<RuleDeclaration> Rules { get; init; } = [];

    /// <summary>Who may do it; null: nothing is said.</summary>
    public ScalarNode? Access { get; init; }

    public string? Description { get; init; }

    /// <summary>Whether a part of it could not be read, so that it may seem to do nothing.</summary>
    public bool Broken { get; init; }
}
