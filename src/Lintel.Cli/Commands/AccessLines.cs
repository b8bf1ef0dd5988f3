using System.Globalization;
using Lintel.Model;
using Lintel.Permissions;

namespace Lintel.Cli.Commands;

/// <summary>Who may do what, for people: a block for each resource and one for functions, a line for each operation, a column for each caller.</summary>
internal sealed class AccessLines
{
    private const string Green = "\e[32m", Yellow = "\e[33m", Dim = "\e[2m", Bold = "\e[1m", Plain = "\e[0m";

    private readonly Terminal _terminal;
    private readonly AccessMatrix _matrix;
    private readonly int _nameWidth;
    private readonly Dictionary<string, int> _numbers = [];

    private AccessLines(Terminal terminal, AccessMatrix matrix)
    {
        (_terminal, _matrix) = (terminal, matrix);
        _nameWidth = Blocks().SelectMany(block => block.Rows.Select(row => row.Name.Length + 2).Append(block.Title.Length)).Max() + 2;
    }

    public static void Write(Terminal terminal, ServiceModel model, AccessMatrix matrix)
    {
        terminal.Out.WriteLine(model.Auth is null ? $"{model.Name} {model.Version}: without 'auth' everybody may do all" : $"{model.Name} {model.Version}: who may do what{(model.Tenant is null ? "" : " with rows of their tenant")}");
        if (model.Auth is null) return;
        var lines = new AccessLines(terminal, matrix);
        foreach (var (title, rows) in lines.Blocks()) lines.Write(title, rows);
    }

    private IEnumerable<(string Title, IEnumerable<(string Name, IReadOnlyList<Permission> Permissions)> Rows)> Blocks()
    {
        foreach (var resource in _matrix.Resources) yield return (Title(resource), Rows(resource));
        if (_matrix.Functions.Count > 0) yield return ("functions", _matrix.Functions.Select(row => (row.Function.Name, row.Permissions)));
    }

    private void Write(string title, IEnumerable<(string Name, IReadOnlyList<Permission> Permissions)> rows)
    {
        _terminal.Out.WriteLine();
        _terminal.Out.WriteLine(Tinted(title.PadRight(_nameWidth), Bold) + string.Concat(_matrix.Callers.Select(caller => caller.Name.PadRight(Width(caller)))).TrimEnd());
        var told = new HashSet<int>();
        foreach (var (name, permissions) in rows)
        {
            var conditions = permissions.Where(permission => permission.Always is null).Select(permission => (Number: NumberOf(permission), Text: permission.ToString())).Where(condition => told.Add(condition.Number)).ToArray();
            var cells = _matrix.Callers.Zip(permissions, Cell);
            var where = string.Join("   ", conditions.Select(condition => string.Create(CultureInfo.InvariantCulture, $"{condition.Number}: {condition.Text}")));
            _terminal.Out.WriteLine($"  {name.PadRight(_nameWidth - 2)}{string.Concat(cells)}{Tinted(where, Dim)}".TrimEnd());
        }
    }

    // A field that follows its row tells nothing new.
    private static IEnumerable<(string Name, IReadOnlyList<Permission> Permissions)> Rows(ResourceMatrix resource) =>
        resource.Operations.Select(row => (row.Name, row.Permissions)).Concat(resource.Fields.Where(row => row.Field.Access is not null)
            .SelectMany(row => new[] { ($"read {row.Field.Name}", row.Read), ($"write {row.Field.Name}", row.Write) }));

    private static string Title(ResourceMatrix resource) => resource.Resource.Owner is { } owner ? $"{resource.Resource.Name} of {owner.Source.Name}" : resource.Resource.Name;

    private static int Width(MatrixCaller caller) => Math.Max(caller.Name.Length, "if 00".Length) + 2;

    private string Cell(MatrixCaller caller, Permission permission) => permission.Always switch
    {
        true => Tinted("yes".PadRight(Width(caller)), Green),
        false => Tinted("-".PadRight(Width(caller)), Dim),
        null => Tinted(string.Create(CultureInfo.InvariantCulture, $"if {NumberOf(permission)}").PadRight(Width(caller)), Yellow),
    };

    private int NumberOf(Permission permission)
    {
        var text = permission.ToString();
        if (!_numbers.TryGetValue(text, out var number)) _numbers.Add(text, number = _numbers.Count + 1);
        return number;
    }

    private string Tinted(string text, string tint) => _terminal.ColorsOut && text.Length > 0 ? $"{tint}{text}{Plain}" : text;
}
