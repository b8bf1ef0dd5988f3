using System.Text;
using Lintel.Adoption.Catalog;
using Lintel.Adoption.Designing;
using Lintel.Adoption.Writing;
using Lintel.Contract;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Adoption.Merging;

/// <summary>
/// Brings a contract up to what its database holds now. Tables and columns are known by their names in the database, so that names, descriptions, rules, order and
/// comments that people wrote stay; what is new is added, what is gone is commented out, what no longer fits is written anew. What is commented out stays out.
/// </summary>
internal sealed class ContractMerge
{
    private const int MostRounds = 20;

    private readonly IReadOnlyList<ImportedFile> _files;
    private readonly ContractResult _existing;
    private readonly Dictionary<string, TextEdits> _edits;
    private readonly List<CatalogOmission> _changes = [];

    private ContractMerge(IReadOnlyList<ImportedFile> files, ContractResult existing)
    {
        (_files, _existing) = (files, existing);
        _edits = files.ToDictionary(file => file.Name, file => new TextEdits(file.Text));
    }

    /// <summary>Merges.</summary>
    /// <param name="files">The contract as it is, which compiles.</param>
    /// <param name="existing">What it compiles to.</param>
    /// <param name="catalog">What the database holds now.</param>
    /// <param name="types">How its types are written.</param>
    /// <param name="scope">Which part of the database was read: nothing beyond it is gone.</param>
    public static (IReadOnlyList<ImportedFile> Files, ContractResult Result, IReadOnlyList<CatalogOmission> Changes, ContractDesign Design) Merge(
        IReadOnlyList<ImportedFile> files, ContractResult existing, DatabaseCatalog catalog, ITypeMap types, CatalogScope scope)
    {
        var known = KnownNames.Of(existing.Model!, catalog.DefaultSchema);
        var design = ContractDesigner.Design(catalog, types, existing.Model!.Name, known);
        var (_, fresh) = Settlement.Settle(design, made => [ContractWriter.WriteFile(made, "fresh.yaml")], types);
        var merge = new ContractMerge(files, existing);
        merge.Compare(design, fresh.Model, known, catalog, scope);
        IReadOnlyList<ImportedFile> merged = [.. files.Select(file => new ImportedFile(file.Name, merge._edits[file.Name].Apply()))];
        var (settled, result) = merge.Settle(merged);
        return (settled, result, merge._changes, design);
    }

    private void Compare(ContractDesign design, ServiceModel? fresh, KnownNames known, DatabaseCatalog catalog, CatalogScope scope)
    {
        var tables = catalog.Tables.ToDictionary(table => table.Name);
        foreach (var (name, resource) in known.Resources)
        {
            if (tables.TryGetValue(name, out var table))
                Gone(resource, table);
            else if (scope.Includes(name))
                TakeOut(Entry(resource.Name), $"{resource.Name}", $"{ContractDesigner.Noun(name)} is gone, and with it the resource.");
        }

        foreach (var resource in design.Resources)
        {
            if (known.Resource(resource.Table.Name) is not { } written)
                Add(resource, design.DefaultSchema);
            else
                Widen(resource, written, fresh, known, design.DefaultSchema);
        }
    }

    private void Gone(Resource resource, CatalogTable table)
    {
        var columns = table.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var column in resource.Entity.Columns.Where(column => !columns.Contains(column.Name)))
        {
            foreach (var entry in Fields(resource.Name)?.Entries.Where(entry => Stands(resource, entry.Key.Text, column)) ?? [])
                TakeOut(entry, $"{resource.Name}.{entry.Key.Text}", $"{ContractDesigner.Noun(table.Name, column.Name)} is gone, and with it the field.");
        }
    }

    private static bool Stands(Resource resource, string name, Column column) =>
        resource.FindRelation(name) is { Kind: RelationKind.Reference } reference ? reference.SourceFields.Any(field => field.IsIn(column)) : resource.FindField(name) is { } field && field.IsIn(column);

    private void TakeOut(Entry? entry, string what, string reason)
    {
        if (entry is null)
            return;
        var isOut = _edits[entry.Key.Place.File.Path].Comment(entry.Key.Place);
        _changes.Add(new CatalogOmission(what, isOut ? reason : reason + " Take it out by hand: it shares its line with others."));
    }

    private void Add(ResourceDesign resource, string? defaultSchema)
    {
        if (_edits.Values.Any(edits => edits.IsCommentedOut(comment => comment.StartsWith(resource.Name + ":", StringComparison.Ordinal))))
            return;
        if (Last(resource, defaultSchema) is not { } last)
            return;
        foreach (var field in resource.Fields.Where(field => field.Target is not null))
            field.DefaultColumns = [];
        _edits[last.Key.Place.File.Path].AddBehind(last.Key.Place, ["", .. ResourceWriter.Write(resource, defaultSchema).Select(line => line.Text.Length > 2 ? line.Text[2..] : line.Text)]);
        _changes.Add(new CatalogOmission(resource.Name, $"{ContractDesigner.Noun(resource.Table.Name)} is new."));
    }

    // Behind the last resource of the same schema, where there is one.
    private Entry? Last(ResourceDesign resource, string? defaultSchema)
    {
        Entry[] all = [.. _existing.Tree.Roots.Select(root => root.Find("resources")).OfType<MappingNode>().SelectMany(resources => resources.Entries)];
        return all.LastOrDefault(entry => _existing.Model!.Resources.FirstOrDefault(known => known.Name == entry.Key.Text) is { } known && KnownNames.Table(known.Entity, defaultSchema).Schema == resource.Table.Name.Schema)
            ?? all.LastOrDefault();
    }

    private void Widen(ResourceDesign resource, Resource written, ServiceModel? fresh, KnownNames known, string? defaultSchema)
    {
        if (Fields(written.Name) is not { Entries: [.., var last] } fields)
            return;
        var edits = _edits[last.Key.Place.File.Path];
        foreach (var field in resource.Fields)
        {
            var isKnown = field.Through is { } through ? known.HasLink(through.Table.Name) : field.Columns.All(column => known.Has(resource.Table.Name, column));
            if (isKnown)
            {
                if (field.Target is null)
                    Retype(resource, field, written, fresh, fields);
                continue;
            }

            if (edits.IsCommentedOut(Entry(written.Name)!.Key.Place, comment => comment.StartsWith(field.Name + ":", StringComparison.Ordinal) || field.Columns.Any(column => comment.Contains($"column: {YamlScalar.Of(column)}", StringComparison.Ordinal))))
                continue;
            if (field.Target is not null)
                field.DefaultColumns = [];
            string[] lines = [.. ResourceWriter.Field(field, defaultSchema).Select(line => line.Length > 6 ? line[6..] : "")];
            edits.AddBehind(last.Key.Place, lines);
            _changes.Add(new CatalogOmission($"{written.Name}.{field.Name}", field.Through is { } pairs ? $"{ContractDesigner.Noun(pairs.Table.Name)} is new." : $"{ContractDesigner.Noun(resource.Table.Name, field.Columns[0])} is new."));
        }
    }

    private void Retype(ResourceDesign resource, FieldDesign field, Resource written, ServiceModel? fresh, MappingNode fields)
    {
        if (fresh?.Resources.FirstOrDefault(other => other.Name == resource.Name)?.FindField(field.Name) is not { IsComputed: false } found
            || written.Fields.FirstOrDefault(other => !other.IsComputed && other.Column.Name == field.Columns[0]) is not { Role: FieldRole.Plain } now || !TypeChange.IsNeeded(now, found)
            || fields.Entries.FirstOrDefault(entry => entry.Key.Text == now.Name) is not { } entry)
            return;
        var type = TypeChange.Fits(now, found) ? null : field.Type;
        var members = found.Type.Members;
        var list = (entry.Value as MappingNode)?.Find("enum") as SequenceNode;
        var edits = _edits[entry.Key.Place.File.Path];
        if (members.Count > 0 && now.Type.Kind == ScalarKind.Enum && list is { Place.Text: ['[', .., ']'] })
            edits.Replace(list.Place, YamlScalar.List(members));
        else if (TypeChange.Node(entry.Value) is { } node && TypeChange.Rewritten(node.Text, members.Count > 0 && type is not null ? $"enum({string.Join(", ", members)})" : type, found.Nullable) is { } text)
            edits.Replace(node.Place, YamlScalar.Of(text));
        else
        {
            _changes.Add(new CatalogOmission($"{written.Name}.{now.Name}", $"is {found.Type}{(found.Nullable ? "?" : "")} now; change it by hand."));
            return;
        }

        _changes.Add(new CatalogOmission($"{written.Name}.{now.Name}", $"was {now.Type}{(now.Nullable ? "?" : "")}, and is {found.Type}{(found.Nullable ? "?" : "")} now."));
    }

    // What names a field that is gone goes with it: a line of a list, or a field.
    private (IReadOnlyList<ImportedFile> Files, ContractResult Result) Settle(IReadOnlyList<ImportedFile> files)
    {
        for (var round = 1; ; round++)
        {
            var result = ContractCompiler.Compile([.. files.Select(file => new ContractText(file.Name, Encoding.UTF8.GetBytes(file.Text)))]);
            if (result.Model is not null || round == MostRounds || _changes.Count == 0)
                return (files, result);
            var edits = files.ToDictionary(file => file.Name, file => new TextEdits(file.Text));
            foreach (var diagnostic in result.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error))
            {
                if (Blamed(result.Tree, diagnostic) is { } place && edits[diagnostic.File].Comment(place))
                    _changes.Add(new CatalogOmission(Path.GetFileName(diagnostic.File), $"line {diagnostic.Line} names what is gone: {diagnostic.Message}"));
            }

            if (!edits.Values.Any(edit => edit.Any))
                return (files, result);
            files = [.. files.Select(file => file with { Text = edits[file.Name].Apply() })];
        }
    }

    // The item of a list, or the list that would be empty, or the field, that a finding is within.
    private static Place? Blamed(ContractTree tree, Diagnostic diagnostic)
    {
        var resource = tree.Roots.Select(root => root.Find("resources")).OfType<MappingNode>().SelectMany(resources => resources.Entries)
            .LastOrDefault(entry => entry.Key.Place.File.Path == diagnostic.File && Line(entry.Key.Place) <= diagnostic.Line);
        return (resource?.Value as MappingNode)?.Entries.LastOrDefault(entry => Line(entry.Key.Place) <= diagnostic.Line) switch
        {
            { Key.Text: "unique" or "queries" or "rules", Value: SequenceNode { Items.Count: > 1 } list } => Above(list.Items.Select(item => item.Place), diagnostic),
            { Key.Text: "unique" or "queries" or "rules" } list => list.Key.Place,
            { Key.Text: "fields", Value: MappingNode fields } => Above(fields.Entries.Select(field => field.Key.Place), diagnostic),
            _ => null,
        };
    }

    private static Place? Above(IEnumerable<Place> places, Diagnostic diagnostic)
    {
        Place[] above = [.. places.Where(place => Line(place) <= diagnostic.Line)];
        return above.Length == 0 ? null : above[^1];
    }

    private static int Line(Place place) => place.File.Locate(place.Start).Line;

    private Entry? Entry(string resource) =>
        _existing.Tree.Roots.Select(root => root.Find("resources")).OfType<MappingNode>().SelectMany(resources => resources.Entries).FirstOrDefault(entry => entry.Key.Text == resource);

    private MappingNode? Fields(string resource) => _existing.Tree.Resource(resource)?.Find("fields") as MappingNode;
}
