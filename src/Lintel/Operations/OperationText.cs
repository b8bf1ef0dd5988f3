using System.Globalization;
using System.Text;

namespace Lintel.Operations;

/// <summary>Prints operations as they were said.</summary>
internal static class OperationText
{
    public static string Print(Operation operation)
    {
        var text = new StringBuilder();
        switch (operation)
        {
            case ReadOperation read:
                text.Append("read ").Append(read.Resource);
                Key(text, read.Key);
                Scope(text, read.Scope);
                if (read.Call is { } source) Call(text.Append(" from "), source);
                break;
            case InvokeOperation invoke: Call(text.Append("invoke "), invoke.Call); break;
            case AggregateOperation aggregate: Aggregate(text, aggregate); break;
            case CreateOperation create:
                text.Append(create.Trusted ? "load " : "create ").Append(create.Resource).Append(' ');
                Value(text, InputValue.List(create.Rows));
                break;
            case UpdateOperation update:
                text.Append(update.Restores ? "restore " : "update ").Append(update.Resource);
                Key(text, update.Key);
                if (update.Key is null) text.Append(CultureInfo.InvariantCulture, $" at most {update.MaxAffected}");
                text.Append(' ');
                if (update.Action is { } action) text.Append("by ").Append(action).Append(' ');
                Value(text, update.Patch);
                break;
            case UpsertOperation upsert:
                text.Append(upsert.MustBeNew ? "insert " : "upsert ").Append(upsert.Resource);
                Key(text, upsert.Key);
                Value(text.Append(' '), upsert.Row);
                break;
            case DeleteOperation delete:
                text.Append(delete.Purge ? "purge " : "delete ").Append(delete.Resource);
                Key(text, delete.Key);
                if (delete.Key is null) text.Append(CultureInfo.InvariantCulture, $" at most {delete.MaxAffected}");
                break;
            case LinkOperation link:
                text.Append(CultureInfo.InvariantCulture, $"{(link.Removes ? "unlink" : "link")} {link.Resource}.{link.Relation} ({link.Pairs.Count} pairs)");
                break;
        }
        if (operation is WriteOperation write)
        {
            Scope(text, write.Scope);
            if (write.IfMatch.Count > 0) text.Append(" if ").AppendJoin(", ", write.IfMatch);
        }
        Selection(text, operation.Selection);
        return text.ToString();
    }

    private static void Call(StringBuilder text, FunctionCall call) => Value(text.Append(call.Function).Append(' '), call.Input);

    private static void Aggregate(StringBuilder text, AggregateOperation aggregate)
    {
        text.Append("aggregate ").Append(aggregate.Resource);
        if (aggregate.Groups.Count > 0) text.Append(" group ").AppendJoin(", ", aggregate.Groups);
        foreach (var measure in aggregate.Measures) text.Append(CultureInfo.InvariantCulture, $" {measure.Function}({measure.Term})");
        if (aggregate.Having is { } having) text.Append(" having (").Append(having.Text).Append(')');
    }

    private static void Key(StringBuilder text, IReadOnlyList<string>? key)
    {
        if (key is not null) text.Append('[').AppendJoin(", ", key).Append(']');
    }

    private static void Scope(StringBuilder text, Scope? scope)
    {
        for (; scope is not null; scope = scope.Above)
        {
            text.Append(" of ").Append(scope.Resource);
            Key(text, scope.Key);
            text.Append('.').Append(scope.Relation);
        }
    }

    private static void Selection(StringBuilder text, Selection selection)
    {
        if (selection.Names is { } names) Names(text.Append(" select "), names);
        if (selection.Includes.Count > 0) Names(text.Append(" include "), selection.Includes);
        foreach (var condition in selection.Conditions) Condition(text.Append(" where "), condition);
        if (selection.Filter is { } filter) text.Append(" where (").Append(filter.Text).Append(')');
        if (selection.Where is { } tree) Tree(text.Append(" where "), tree);
        if (selection.Deleted != DeletedRows.Exclude) text.Append(" deleted ").Append(selection.Deleted.ToString());
        if (selection.Search is { } search) text.Append(" search '").Append(search.Text).Append('\'');
        if (selection.Order.Count > 0)
            text.Append(" order ").AppendJoin(", ", selection.Order.Select(term => term.Descending ? "-" + term.Path : term.Path));
        if (selection.Page.Whole) text.Append(" whole");
        // Before a cursor, and behind none, a page is read backward.
        if (selection.Page.Backward != selection.Page is { Before: not null, After: null }) text.Append(selection.Page.Backward ? " last" : " first");
        if (selection.Page.Limit is { } limit) text.Append(CultureInfo.InvariantCulture, $" limit {limit}");
        if (selection.Page.After is { } after) text.Append(" after ").Append(after);
        if (selection.Page.Before is { } before) text.Append(" before ").Append(before);
        if (selection.Page.Count != CountMode.None) text.Append(" count ").Append(selection.Page.Count.ToString());
    }

    private static void Condition(StringBuilder text, Condition condition)
    {
        text.Append(condition.Path).Append(' ').Append(condition.Operator.ToString());
        foreach (var value in condition.Values) Value(text.Append(' '), value);
    }

    private static void Tree(StringBuilder text, FilterTree tree)
    {
        switch (tree)
        {
            case AllOfTree all: Parts("all", all.Parts); break;
            case AnyOfTree any: Parts("any", any.Parts); break;
            case NotTree not: Parts("not", [not.Part]); break;
            case ComparisonTree comparison: Condition(text, comparison.Condition); break;
            case RelatedTree related: Parts($"{related.Quantifier} {related.Relation}", related.Inner is { } inner ? [inner] : []); break;
        }

        void Parts(string name, IReadOnlyList<FilterTree> parts)
        {
            text.Append(name).Append('(');
            for (var i = 0; i < parts.Count; i++) Tree(text.Append(i == 0 ? "" : ", "), parts[i]);
            text.Append(')');
        }
    }

    private static void Names(StringBuilder text, IReadOnlyList<SelectedName> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            if (names[i].Alias is { } alias) text.Append(alias).Append(": ");
            text.Append(names[i].Name);
            if (names[i].Selection is not { } nested) continue;
            text.Append('(');
            Selection(text, nested);
            text.Append(')');
        }
    }

    private static void Value(StringBuilder text, InputValue value)
    {
        switch (value.Kind)
        {
            case InputKind.Null: text.Append("null"); break;
            case InputKind.String: text.Append('\'').Append(value.Text).Append('\''); break;
            case InputKind.Boolean or InputKind.Number or InputKind.Untyped: text.Append(value.Text); break;
            case InputKind.List:
                text.Append('[');
                for (var i = 0; i < value.Items.Count; i++) Value(text.Append(i == 0 ? "" : ", "), value.Items[i]);
                text.Append(']');
                break;
            case InputKind.Object:
                text.Append('{');
                for (var i = 0; i < value.Members.Count; i++)
                    Value(text.Append(i == 0 ? "" : ", ").Append(value.Members[i].Name).Append(": "), value.Members[i].Value);
                text.Append('}');
                break;
        }
    }
}
