using System.Globalization;
using System.Text;
using Lintel.Model;

namespace Lintel.Tests.Contract;

/// <summary>Prints a model as text, so that golden files show what became of a contract.</summary>
internal static class ModelPrint
{
    public static string Of(ServiceModel model)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"service {model.Name} {model.Version} '{model.Info.Title}' {model.Objectives}");
        foreach (var resource in model.Resources)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture,
                $"resource {resource.Name} ({resource.Plural}) at {(resource.Owner is { } owner ? $"{owner.Source.Name}.{owner.Name}" : "/" + resource.Path)} table {resource.Entity.Table} key {string.Join(',', resource.Key.Select(key => key.Name))}{(resource.ClientKey ? " client" : "")}{(resource.State is { } state ? $" state {state.Name}" : "")}{(resource.Version is { } version ? $" version {version.Name}" : "")}");
            foreach (var field in resource.Fields)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Field(field)}");
            foreach (var relation in resource.Relations)
                text.AppendLine(CultureInfo.InvariantCulture, $"  -> {relation.Name}: {relation.Kind} {relation.Target.Name} on {string.Join(',', relation.SourceFields.Select(field => field.Name))} = {string.Join(',', relation.TargetFields.Select(field => field.Name))}{(relation.Link is { } link ? $" through {link.Entity.Table}({string.Join(',', link.Source)} | {string.Join(',', link.Target)})" : "")}{(relation.KeysName is { } keys ? $" keys {keys}" : "")} inverse {relation.Inverse?.Name}{(relation.IsOptional ? " optional" : "")}");
            foreach (var action in resource.Actions)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  ! {action.Name}: {string.Join('|', action.From)} -> {action.To ?? "(stays)"}");
                foreach (var given in action.Input.Fields)
                    text.AppendLine(CultureInfo.InvariantCulture, $"    input {Field(given)}");
                foreach (var rule in action.Rules)
                    text.AppendLine(CultureInfo.InvariantCulture, $"    = {rule}");
                foreach (var set in action.Sets)
                    text.AppendLine(CultureInfo.InvariantCulture, $"    set {set}");
            }

            foreach (var rule in resource.Rules)
                text.AppendLine(CultureInfo.InvariantCulture, $"  = {rule}{(rule.IsOfOneRow ? "" : rule.IsOfBody ? " [aggregate]" : " [references]")}");
            foreach (var query in resource.Queries)
                text.AppendLine(CultureInfo.InvariantCulture, $"  ? {string.Join(',', query.Filter.Select(field => field.Name))} sort {string.Join(',', query.Sort.Select(term => (term.Descending ? "-" : "") + term.Field.Name))}");
        }

        foreach (var entity in model.Entities)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"table {entity.Table}{(entity.FormerTable is { } former ? $" was {former}" : "")}");
            foreach (var column in entity.Columns)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {column.Name} {column.Type}{(column.Nullable ? " null" : "")}{(column.Identity ? " identity" : "")}{(column.Default.IsNull ? "" : $" default {column.Default}")}{(column.FormerName is { } was ? $" was {was}" : "")}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  primary key ({string.Join(", ", entity.Key)})");
            foreach (var unique in entity.Uniques)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {unique.Name} unique ({string.Join(", ", unique.Columns)}){(unique.IgnoreCase ? " ignoring case" : "")}");
            foreach (var key in entity.ForeignKeys)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {key.Name} ({string.Join(", ", key.Columns)}) -> {key.TargetTable}({string.Join(", ", key.TargetColumns)}) on delete {key.OnDelete}");
            foreach (var index in entity.Indexes)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {index.Name} ({string.Join(", ", index.Columns.Select(column => column.Column.Name + (column.Descending ? " desc" : "")))})");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    public static string Field(Field field)
    {
        var length = field.MinLength is not null || field.MaxLength is not null ? $" length {field.MinLength}..{field.MaxLength}" : "";
        var bounds = (field.Minimum is { } least ? $" {(least.Exclusive ? ">" : ">=")} {least.Value}" : "") + (field.Maximum is { } most ? $" {(most.Exclusive ? "<" : "<=")} {most.Value}" : "");
        var flags = (field.Required ? " required" : "") + (field.Searchable ? " searchable" : "") + (field.ReadOnly ? " readOnly" : "") + (field.WriteOnly ? " writeOnly" : "") + (field.Immutable ? " immutable" : "") + (field.Deprecated ? " deprecated" : "");
        var value = field.Default switch { DefaultKind.None => "", DefaultKind.Literal => $" = {field.DefaultValue}", _ => $" = {field.Default}" };
        return $"{field}{length}{bounds}{value}{flags}{(field.Role == FieldRole.Plain ? "" : $" [{field.Role}]")}{(field.Computed is { } computed ? $" computed {computed}" : "")}{(field.IsStored ? $" column {field.Column}" : "")}";
    }
}
