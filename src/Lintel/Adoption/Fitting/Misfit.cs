using Lintel.Model;

namespace Lintel.Adoption.Fitting;

/// <summary>In what a database may be other than a contract says. Each kind has a stable code, <c>LTL4001</c> and on, in this order.</summary>
public enum MisfitKind
{
    /// <summary>A table, view, column or function is not there, or can't be used.</summary>
    Missing = 1,

    /// <summary>The type of the contract does not hold the values of the database.</summary>
    Type,

    /// <summary>One of the two lets it be null, and the other does not.</summary>
    Null,

    /// <summary>Who makes the values, the caller or the database, is told otherwise, or nobody makes them.</summary>
    Source,

    /// <summary>Nothing in the database keeps apart what is to be unique.</summary>
    Unique,

    /// <summary>The role may not do what callers are to be let do.</summary>
    Rights,

    /// <summary>Nothing in the database keeps a reference.</summary>
    Reference,

    /// <summary>A function takes or gives something else.</summary>
    Call,
}

/// <summary>Something in which a database is not what a contract says of it.</summary>
/// <param name="Kind">In what.</param>
/// <param name="Subject">What it is about: <c>invoice.total</c>.</param>
/// <param name="Finding">What the contract says, and what the database has instead, as a sentence.</param>
/// <param name="Advice">What to do, as a sentence.</param>
/// <param name="IsHard">Whether requests would fail for it, so that the contract can't be served; otherwise it can, and people should know.</param>
public sealed record Misfit(MisfitKind Kind, string Subject, string Finding, string Advice, bool IsHard)
{
    /// <summary>The keys that lead to where the contract says it; of what it says nowhere, to what is nearest.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>The stable code: <c>LTL4002</c>.</summary>
    public string Code => $"LTL400{(int)Kind}";

    /// <summary>One that is about a column.</summary>
    /// <param name="model">The contract.</param>
    /// <param name="entity">The table.</param>
    /// <param name="column">The column.</param>
    /// <param name="kind">In what they differ.</param>
    /// <param name="finding">What the contract says, and what the database has instead.</param>
    /// <param name="advice">What to do.</param>
    /// <param name="isHard">Whether requests would fail for it.</param>
    public static Misfit Of(ServiceModel model, Entity entity, Column column, MisfitKind kind, string finding, string advice, bool isHard)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(column);
        var resource = model.Resources.FirstOrDefault(resource => resource.Entity == entity);
        var field = resource?.Fields.FirstOrDefault(field => field.IsStored && field.IsIn(column));
        var name = resource?.Name ?? entity.Table;
        return new Misfit(kind, field is null ? $"{name} ({column.Name})" : $"{name}.{field.Name}", finding, advice, isHard)
        {
            Path = MisfitPlaces.Of(model, entity, resource, resource is null ? [] : MisfitPlaces.Of(resource, column)),
        };
    }

    /// <summary>The whole of it on a line.</summary>
    public override string ToString() => $"{Subject}: {Finding} {Advice}";
}
