using System.Text.RegularExpressions;
using Lintel.Contract.Fields;
using Lintel.Contract.Language;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Checks that a contract says of its database what is true of it: that it is not ours, or that it is.</summary>
internal static partial class ExternalRules
{
    private const string NameOfOurs = "a name of letters, digits and `_`";

    public static void Run(ServiceDraft service)
    {
        if (service.Declaration.IsExternal && service.Declaration.Seed is { } seed)
            Refuse(seed.Place, "`seed`", "an empty database of others stays empty", service.Bag);
        foreach (var resource in service.Resources)
        {
            if (service.Declaration.IsExternal)
                CheckExternal(resource, service.Bag);
            else
                CheckOurs(resource, service.Bag);
            CheckAllowed(resource, service.Bag);
        }
    }

    private static void CheckExternal(ResourceDraft resource, DiagnosticBag bag)
    {
        var declared = resource.Declaration;
        if (declared.Was is { } was)
            Refuse(was.Place, "`was`", "name the table as it is called now", bag);
        if (declared.Search is { } search)
            Refuse(search.Place, "`search`", "filter by the fields instead", bag);
        if (declared.SoftDelete is { Value: true } soft)
            Refuse(soft.Place, "`softDelete`", "make the column a field, and filter by it", bag);
        foreach (var field in declared.Fields.Where(field => !field.Broken))
        {
            if (field.Was is { } former)
                Refuse(former.Place, "`was`", "name the column as it is called now", bag);
            if (field.Searchable is { Value: true } searchable)
                Refuse(searchable.Place, "`searchable`", $"ask with `?{field.Name}[contains]=…` instead", bag);
            if (field is { Computed: not null, Stored: { Value: true } stored })
                Refuse(stored.Place, "`stored`", "compute it where it is shown, without `stored`", bag);
        }
    }

    private static void CheckOurs(ResourceDraft resource, DiagnosticBag bag)
    {
        var declared = resource.Declaration;
        if (declared.Table is { } table)
        {
            if (table.Schema is { } schema)
                OnlyExternal(schema.Place, "A schema of the database", bag);
            CheckName(table.Name, bag);
        }

        if (declared.Key is { } key)
        {
            if (key.IsNone)
                OnlyExternal(key.Place, "`key: none`", bag);
            if (key.Column is { } column)
                OnlyExternal(column.Place, "The column of a key", bag);
            if (key.MadeByDatabase is { } made)
                OnlyExternal(made, "A key that the database makes by a default of its own", bag);
        }

        foreach (var field in declared.Fields.Where(field => !field.Broken))
            CheckOurs(field, bag);
    }

    private static void CheckOurs(FieldDeclaration field, DiagnosticBag bag)
    {
        if (field.Column is { } column)
            CheckName(column, bag);
        if (field.Columns is [var first, ..])
            OnlyExternal(first.Place, "`columns`", bag);
        if (field.To is [var to, ..])
            OnlyExternal(to.Place, "`to`", bag);
        if (field.Through is { } through)
            OnlyExternal(through.Place, "`through`", bag);
        if (field.NativeName is { } native)
            OnlyExternal(native.Place, "`native`", bag);
        if (field.Kept is { } kept)
            OnlyExternal(kept.Place, "`kept`", bag);
        foreach (var member in field.Members ?? [])
        {
            if (!MemberForm().IsMatch(member.Value))
                bag.Report(LanguageRules.WrongValue, member.Place, $"{Wording.Quoted(member.Value)} can't stand here; a name of letters, digits, `_` and `-` belongs here.");
        }
    }

    private static void CheckAllowed(ResourceDraft resource, DiagnosticBag bag)
    {
        if (resource is { IsKeyless: true, Declaration: { PartOf: { } partOf } })
            bag.Report(ExternalContractRules.CantBeAllowed, partOf.Place, $"{Wording.Quoted(resource.Name)} has no key, so nothing could say which of its rows a root owns.", "give it a key, or make it no owned child");
        if (resource.Declaration.Allow is not { } allow)
            return;
        if (resource.IsKeyless && allow.Allowed != Allowed.Read)
            bag.Report(ExternalContractRules.CantBeAllowed, allow.Place, $"{Wording.Quoted(resource.Name)} has no key, so its rows can only be read.", "write `allow: [read]`, or leave it out");
        else if (!allow.Allowed.HasFlag(Allowed.Read))
            bag.Report(ExternalContractRules.CantBeAllowed, allow.Place, "What is written is answered, so whoever may write may read too.", "add `read`");
        else if (resource.Declaration.PartOf is not null)
            bag.Report(ExternalContractRules.CantBeAllowed, allow.Place, $"{Wording.Quoted(resource.Name)} is an owned child: what may be done with it is said at its root.", "remove `allow`");
        else if (resource.Declaration.Actions is [var action, ..] && !allow.Allowed.HasFlag(Allowed.Update))
            bag.Report(ExternalContractRules.CantBeAllowed, action.Name.Place, $"{Wording.Quoted(action.Name.Value)} changes rows, and `update` is not allowed.", "allow `update`, or remove the action");
    }

    private static void CheckName(Located<string> name, DiagnosticBag bag)
    {
        if (!IdentifierForm().IsMatch(name.Value))
            bag.Report(LanguageRules.WrongValue, name.Place, $"{Wording.Quoted(name.Value)} can't stand here; {NameOfOurs} belongs here.");
    }

    private static void OnlyExternal(Place place, string what, DiagnosticBag bag) =>
        bag.Report(ExternalContractRules.OnlyExternal, place, $"{what} tells of a database that was there before.", "add `schema: external` to the contract, or remove it");

    private static void Refuse(Place place, string what, string hint, DiagnosticBag bag) =>
        bag.Report(ExternalContractRules.NotExternal, place, $"{what} needs what only the engine could add to the database, and this one is external.", hint);

    [GeneratedRegex(Forms.Identifier, RegexOptions.CultureInvariant)]
    private static partial Regex IdentifierForm();

    [GeneratedRegex(Forms.EnumMember, RegexOptions.CultureInvariant)]
    private static partial Regex MemberForm();
}
