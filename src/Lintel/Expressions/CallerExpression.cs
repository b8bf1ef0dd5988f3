using Lintel.Model;

namespace Lintel.Expressions;

/// <summary>What is told of who asks.</summary>
public enum CallerPart
{
    /// <summary>What tells them from all others; null where they did not say who they are.</summary>
    Id,

    /// <summary>Their roles, a list.</summary>
    Roles,

    /// <summary>What is claimed of them under a name: its first value, or null; behind <c>in</c> all of its values.</summary>
    Claim,

    /// <summary>Whose rows they may see, by a claim; nothing where it names none, or several.</summary>
    Tenant,
}

/// <summary>Something of who asks, in policies alone. It takes the type of what it stands beside; what can't be read as one is not there.</summary>
public sealed record CallerExpression : Expression
{
    /// <summary>How paths to who asks begin.</summary>
    public const string Name = "caller";

    internal CallerExpression(CallerPart part, string? claim, FieldType type, bool isList)
        : base(type, !isList)
    {
        Part = part;
        Claim = claim;
        As = type;
        IsList = isList;
    }

    /// <summary>What of the caller.</summary>
    public CallerPart Part { get; }

    /// <summary>The name of the claim that tells it; null for the id and the roles.</summary>
    public string? Claim { get; }

    /// <summary>What each value is read as, in the form of the column that it is compared with.</summary>
    public FieldType As { get; }

    /// <summary>Whether it is all of the values, to be looked into by <c>in</c>.</summary>
    public bool IsList { get; }

    /// <summary>How it is written.</summary>
    public string Path => Part switch
    {
        CallerPart.Id => $"{Name}.id",
        CallerPart.Roles => $"{Name}.roles",
        CallerPart.Claim => $"{Name}.claims.{Claim}",
        CallerPart.Tenant => $"{Name}.tenant",
    };

    /// <summary>The same beside a value of a type.</summary>
    internal CallerExpression Beside(FieldType type) => IsList || type.IsArray || type.Kind is ScalarKind.Json or ScalarKind.Bytes ? this : new CallerExpression(Part, Claim, type, false);

    /// <summary>All values, among which one of a type is looked for.</summary>
    internal CallerExpression ListOf(FieldType type) => new(Part, Claim, type, true);
}
