using Lintel.Model;

namespace Lintel.Permissions;

/// <summary>Who may do what with the rows of a service: callers, by operations and fields. Frozen.</summary>
public sealed class AccessMatrix
{
    private AccessMatrix(IReadOnlyList<MatrixCaller> callers, IReadOnlyList<ResourceMatrix> resources, IReadOnlyList<FunctionRow> functions) => (Callers, Resources, Functions) = (callers, resources, functions);

    /// <summary>The columns: who did not say who they are, who has no role, who has one of those that the contract names, and whom one asked about.</summary>
    public IReadOnlyList<MatrixCaller> Callers { get; }

    /// <summary>What they may do with each resource.</summary>
    public IReadOnlyList<ResourceMatrix> Resources { get; }

    /// <summary>Which functions they may call, in the order of the contract.</summary>
    public IReadOnlyList<FunctionRow> Functions { get; }

    /// <summary>The matrix of a service.</summary>
    /// <param name="model">The service; without access control everybody may do all.</param>
    /// <param name="more">Callers to add to those of the contract.</param>
    public static AccessMatrix Of(ServiceModel model, IEnumerable<MatrixCaller> more)
    {
        MatrixCaller[] callers = [MatrixCaller.Anonymous, .. model.Auth is null ? [] : Kinds(model), .. more];
        return new AccessMatrix(callers, [.. model.Resources.Select(resource => ResourceMatrix.Of(resource, callers))],
            [.. model.Functions.Select(function => new FunctionRow(function, [.. callers.Select(caller => model.Auth is null ? Permission.Yes : Permission.Where(caller.Binding.Bind(function.Access.Condition)))]))]);
    }

    private static IEnumerable<MatrixCaller> Kinds(ServiceModel model) =>
        model.Resources.SelectMany(NamedRoles.Of).Concat(model.Functions.SelectMany(NamedRoles.Of)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(MatrixCaller.InRole).Prepend(MatrixCaller.SignedIn);
}

/// <summary>Who may call a function.</summary>
/// <param name="Function">The function.</param>
/// <param name="Permissions">Who may: one for each caller of the matrix.</param>
public sealed record FunctionRow(ServiceFunction Function, IReadOnlyList<Permission> Permissions);
