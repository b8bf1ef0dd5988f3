namespace Lintel.Model;

/// <summary>A function or procedure of a database that is not ours, as the contract lists it: only what is listed can be called. Frozen.</summary>
public sealed class ServiceFunction
{
    /// <summary>The name in the contract, camelCase, and the last part of the path: <c>/v1:customerTotals</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The place in <see cref="ServiceModel.Functions"/>.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The schema that it is in; null: the one that names lead to.</summary>
    public string? Schema { get; init; }

    /// <summary>What the database calls it.</summary>
    public required string Routine { get; init; }

    /// <summary>The types of its arguments in the database's words, which tell it from others of the same name; null: there are no others.</summary>
    public IReadOnlyList<string>? ArgumentTypes { get; init; }

    /// <summary>
    /// What it is given, as a resource that is kept nowhere and has no key: its fields are read, completed and checked like those of a create.
    /// </summary>
    public required Resource Input { get; init; }

    /// <summary>Which argument of the database's each field of <see cref="Input"/> is, in the same order.</summary>
    public required IReadOnlyList<FunctionArgument> Arguments { get; init; }

    /// <summary>What it gives; null: nothing.</summary>
    public FunctionResult? Returns { get; init; }

    /// <summary>Whether it changes nothing, so that it is read by <c>GET</c>. Default: false.</summary>
    public bool Reads { get; init; }

    /// <summary>What it does, for people; null where the contract says nothing.</summary>
    public string? Description { get; init; }

    /// <summary>Who may call it: the caller alone decides. Set once, after everything is known. Default: nobody, where the service has access control.</summary>
    public Policy Access { get; internal set; } = Policy.Nobody;

    /// <summary>How the database has it called, told by the store when it is prepared; null before.</summary>
    public NativeRoutine? Native { get; private set; }

    /// <summary>Whether a list of values comes in as many rows, and not as an array.</summary>
    public bool GivesElements => this is { Returns: { Kind: FunctionResultKind.Values, IsMany: true }, Native.ReturnsSet: true };

    /// <summary>Whether something must be given.</summary>
    public bool NeedsInput => Input.Fields.Any(given => given.Required);

    /// <summary>Says how the database has it called. Called by the store that is prepared, before anything is compiled for it.</summary>
    public void Attach(NativeRoutine native) => Native = native;

    /// <summary>Says in which form the database has the values of a field that is given or that comes. Called by the store that is prepared, before anything is compiled for it.</summary>
    public static void KeepAs(Field field, Kept form) => field.KeepAs(form);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>An argument as the contract names it.</summary>
/// <param name="Name">Its name in the database; null: it is told by its position.</param>
/// <param name="Position">Its position, from 1; 0: it is told by its name.</param>
public readonly record struct FunctionArgument(string? Name, int Position);

/// <summary>What a function gives.</summary>
public sealed class FunctionResult
{
    /// <summary>The name of the only field of <see cref="Rows"/> where a function gives values.</summary>
    public const string Value = "data";

    /// <summary>In which form it comes.</summary>
    public required FunctionResultKind Kind { get; init; }

    /// <summary>A resource of the contract, or what comes as a resource that is kept nowhere.</summary>
    public required Resource Rows { get; init; }

    /// <summary>Whether any number of them comes, as a list. Default: false. Of values, whether an array or rows bring them is up to the database.</summary>
    public bool IsMany { get; init; }
}

/// <summary>In which form something comes from a function.</summary>
public enum FunctionResultKind
{
    /// <summary>Rows of a resource.</summary>
    Rows,

    /// <summary>Records with fields of their own.</summary>
    Records,

    /// <summary>Single values.</summary>
    Values,
}

/// <summary>How a database has a function called, in its own words. Frozen.</summary>
public sealed record NativeRoutine
{
    /// <summary>The schema that it is in; null: the database has none.</summary>
    public required string? Schema { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The arguments that a call may have, in the order in which the database has them.</summary>
    public required IReadOnlyList<NativeArgument> Arguments { get; init; }

    /// <summary>Whether it is called by <c>CALL</c>. Default: false.</summary>
    public bool IsProcedure { get; init; }

    /// <summary>Whether it gives any number of rows; otherwise one. Default: false.</summary>
    public bool ReturnsSet { get; init; }
}

/// <summary>An argument of a database's function.</summary>
/// <param name="Field">The place of the field among those of <see cref="ServiceFunction.Input"/>; -1: the contract gives none.</param>
/// <param name="Place">Its place among all arguments that the database has, from 0.</param>
/// <param name="Name">Its name; null: it is told by its position.</param>
/// <param name="TypeSchema">The schema of its type; null: the database has none.</param>
/// <param name="TypeName">Its type as the catalog keeps it: <c>int4</c>, <c>_int4</c>.</param>
/// <param name="IsVariadic">Whether it takes any number of values as one array.</param>
public sealed record NativeArgument(int Field, int Place, string? Name, string? TypeSchema, string TypeName, bool IsVariadic = false);
