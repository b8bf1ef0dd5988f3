using Lintel.Adoption.Catalog;

namespace Lintel.Adoption.Designing;

/// <summary>A contract for a database that is already there, before it is written.</summary>
internal sealed class ContractDesign
{
    /// <summary>The service's name, kebab-case.</summary>
    public required string Service { get; init; }

    /// <summary>The database and its version, for people.</summary>
    public required string Product { get; init; }

    /// <summary>The schema that unqualified names lead to; null: there are none.</summary>
    public string? DefaultSchema { get; init; }

    /// <summary>The resources, in the order in which they are written.</summary>
    public required List<ResourceDesign> Resources { get; init; }

    /// <summary>What can't be served, each with its reason.</summary>
    public required List<CatalogOmission> LeftOut { get; init; }

    /// <summary>What is to be known of what is served: checks that the database keeps alone, names that clash.</summary>
    public required List<CatalogOmission> Notes { get; init; }

    /// <summary>The functions that could be served, once they are listed.</summary>
    public IReadOnlyList<FunctionCandidate> Candidates { get; init; } = [];
}

/// <summary>A resource, for one table.</summary>
internal sealed class ResourceDesign(CatalogTable table, string name)
{
    /// <summary>Its table.</summary>
    public CatalogTable Table { get; } = table;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What identifies a row.</summary>
    public KeyDesign Key { get; internal set; } = KeyDesign.None;

    /// <summary>What may be done, of <c>read create update delete</c>, in this order.</summary>
    public IReadOnlyList<string> Allow { get; internal set; } = [];

    /// <summary>Fields, references and relations by way of a third table, in the order in which they are written.</summary>
    public List<FieldDesign> Fields { get; } = [];

    /// <summary>Names of fields that together are unique.</summary>
    public List<UniqueDesign> Uniques { get; } = [];

    /// <summary>Access patterns that have an index.</summary>
    public List<QueryDesign> Queries { get; } = [];

    /// <summary>Conditions in the expression language.</summary>
    public List<RuleDesign> Rules { get; } = [];

    /// <summary>What is written behind it as a comment, a line each.</summary>
    public List<string> Remarks { get; } = [];

    internal FieldDesign? Scalar(string column) => Fields.Find(field => field is { Target: null } && field.Columns.Count == 1 && field.Columns[0] == column);
}

/// <summary>A key: of no columns, of one that is called <c>id</c>, or of fields.</summary>
/// <param name="Fields">The names of fields and references; empty for others.</param>
/// <param name="Type">The type of <c>id</c>, in short form; null for others.</param>
/// <param name="Column">The column of <c>id</c>; null for others.</param>
internal sealed record KeyDesign(IReadOnlyList<string> Fields, string? Type, string? Column)
{
    /// <summary>Rows have no key.</summary>
    public static readonly KeyDesign None = new([], null, null);

    /// <summary>Whether the database makes <c>id</c> by a default that is no numbering.</summary>
    public bool IsDatabaseDefault { get; init; }
}

/// <summary>A field, a reference, or a relation by way of a third table.</summary>
internal sealed class FieldDesign(string name)
{
    /// <summary>Its name.</summary>
    public string Name { get; internal set; } = name;

    /// <summary>The columns: one, or those of a composite reference; none for a relation by way of a third table.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The columns that stand for it where it says nothing.</summary>
    public IReadOnlyList<string> DefaultColumns { get; internal set; } = [];

    /// <summary>The type in short form, without <c>?</c>.</summary>
    public required string Type { get; set; }

    /// <summary>The form in which the column keeps the values; null: the one that goes without saying.</summary>
    public string? Kept { get; set; }

    /// <summary>The labels of an enum.</summary>
    public IReadOnlyList<string> Labels { get; set; } = [];

    /// <summary>Whether it may be null.</summary>
    public bool Nullable { get; set; }

    /// <summary>Words and bounds behind the type: <c>unique</c>, <c>&gt;= 0</c>.</summary>
    public List<string> Constraints { get; } = [];

    /// <summary>A literal that the type's default is; null: none.</summary>
    public string? Default { get; set; }

    /// <summary>Whether the database has a default, or makes the value.</summary>
    public bool IsDatabaseDefault { get; set; }

    /// <summary>A regular expression for the whole value; null: none.</summary>
    public string? Pattern { get; set; }

    /// <summary>What people wrote about it; null: nothing.</summary>
    public string? Description { get; set; }

    /// <summary>The resource that it leads to; null for plain fields.</summary>
    public ResourceDesign? Target { get; init; }

    /// <summary>Fields of the target that are referred to; empty: its key.</summary>
    public IReadOnlyList<string> To { get; set; } = [];

    /// <summary>What the target calls the way back, where it is not the plural.</summary>
    public string? Reverse { get; set; }

    /// <summary><c>cascade</c> or <c>setNull</c>; null: a row that is referred to stays.</summary>
    public string? OnDelete { get; set; }

    /// <summary>The table of pairs; null for others.</summary>
    public ThroughDesign? Through { get; init; }
}

/// <summary>The table of pairs of a relation of many to many.</summary>
internal sealed record ThroughDesign(CatalogTable Table, IReadOnlyList<string> From, IReadOnlyList<string> To);

/// <summary>Fields that together are unique.</summary>
internal sealed record UniqueDesign(IReadOnlyList<string> Fields, bool IgnoreCase);

/// <summary>An access pattern.</summary>
internal sealed record QueryDesign(IReadOnlyList<string> Filter, IReadOnlyList<string> Sort);

/// <summary>A condition of rows.</summary>
/// <param name="Name">What it is told by; null: its text.</param>
/// <param name="Check">The condition, in the expression language.</param>
internal sealed record RuleDesign(string? Name, string Check);
