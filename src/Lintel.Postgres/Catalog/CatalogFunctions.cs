using Lintel.Adoption.Catalog;

namespace Lintel.Postgres.Catalog;

/// <summary>The functions of a database that a request could call.</summary>
internal sealed class CatalogFunctions(CatalogTypes types, IReadOnlyDictionary<string, CatalogName> tables)
{
    private readonly List<CatalogFunction> _found = [];
    private readonly List<CatalogOmission> _omissions = [];

    /// <summary>Those that can be called.</summary>
    public IReadOnlyList<CatalogFunction> Found => _found;

    /// <summary>Those that can't.</summary>
    public IReadOnlyList<CatalogOmission> Omissions => _omissions;

    /// <summary>Adds what the query of functions gave.</summary>
    public void Read(List<string?[]> functions, CatalogScope scope)
    {
        foreach (var row in functions)
        {
            var name = new CatalogName(row[0], row[1]!);
            if (scope.Schemas.Count > 0 && !scope.Schemas.Contains(row[0]!)) continue;
            var function = new Signature(row);
            if (WhyNot(function) is { } reason) _omissions.Add(new CatalogOmission($"{(function.IsProcedure ? "procedure" : "function")} {name}({row[12]})", reason));
            else _found.Add(Function(name, row, function));
        }
    }

    private string? WhyNot(Signature function)
    {
        if (function.Inputs.Concat(function.Outputs).FirstOrDefault(part => types.IsPseudo(part.Type)).Type is { } pseudo)
            return $"It has an argument of the type {types.NameOf(pseudo)}, which is no type of a value.";
        if (function.Outputs.Count > 0 || !types.IsPseudo(function.Returns)) return null;
        return types.NameOf(function.Returns) is "void" ? null : $"It gives back {types.NameOf(function.Returns)}, of which the catalog does not tell the columns.";
    }

    private CatalogFunction Function(CatalogName name, string?[] row, Signature function) => new()
    {
        Name = name,
        Arguments = [.. function.Inputs.Select(part => new CatalogArgument(part.Name, types.Of(part.Type)) { HasDefault = part.HasDefault, Default = part.Default, IsVariadic = part.IsVariadic })],
        Returns = Returns(name, function),
        ReturnsRowsOf = types.RowsOf(function.Returns) is { } relation && tables.TryGetValue(relation, out var table) ? table : null,
        ReturnsSet = CatalogText.IsTrue(row[4]),
        IsReadOnly = row[3] is "i" or "s",
        IsProcedure = function.IsProcedure,
        Comment = row[11],
    };

    // One OUT argument of a function is its value; those of a procedure always make a row, and so do the columns of a TABLE.
    private CatalogType? Returns(CatalogName name, Signature function)
    {
        if (function.Outputs.Count == 0) return types.NameOf(function.Returns) == "void" ? null : types.Of(function.Returns);
        if (function is { Outputs.Count: 1, IsProcedure: false, IsTable: false }) return types.Of(function.Returns);
        return new CatalogType
        {
            Text = "record",
            Name = name,
            Kind = CatalogTypeKind.Composite,
            Columns = [.. function.Outputs.Select((part, at) => new CatalogColumn { Name = part.Name ?? $"column{at + 1}", Type = types.Of(part.Type), Nullable = true })],
        };
    }

    /// <summary>One argument.</summary>
    private readonly record struct Part(string? Name, string Type, bool HasDefault = false, string? Default = null, bool IsVariadic = false);

    /// <summary>The arguments of a function, which the catalog keeps as lists side by side.</summary>
    private sealed class Signature
    {
        public Signature(string?[] row)
        {
            IsProcedure = row[2] == "p";
            Returns = row[5]!;
            var all = CatalogText.Numbers(row[7] ?? row[6]);
            var modes = row[8] ?? new string('i', all.Length);
            var names = CatalogText.Texts(row[9]);
            var defaults = CatalogText.Texts(row[13]);
            var inputs = modes.Count(mode => mode is 'i' or 'b' or 'v');
            var required = inputs - CatalogText.Number(row[10]!);
            for (var at = 0; at < all.Length; at++)
            {
                var name = at < names.Length && names[at] is { Length: > 0 } given ? given : null;
                var isInput = modes[at] is 'i' or 'b' or 'v';
                if (isInput) Inputs.Add(new Part(name, all[at], Inputs.Count >= required, defaults[at], modes[at] == 'v'));
                if (modes[at] is 'o' or 'b' or 't') Outputs.Add(new Part(name, all[at]));
                IsTable |= modes[at] == 't';
            }
        }

        public bool IsProcedure { get; }

        public bool IsTable { get; }

        public string Returns { get; }

        public List<Part> Inputs { get; } = [];

        public List<Part> Outputs { get; } = [];
    }
}
