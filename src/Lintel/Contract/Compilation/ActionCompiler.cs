using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Contract.Compilation;

/// <summary>Compiles what actions ask and set. Both name what all the rest declares, and so come when that is built and sound.</summary>
internal sealed class ActionCompiler(ResourceDraft draft, Resource resource, ResourceAction action, DiagnosticBag bag)
{
    private static readonly ExpressionLimits Limits = ExpressionLimits.Default with { WriteOnly = true };

    private readonly ExpressionScope _scope = new(resource) { Input = action.Input };

    public static void Run(ServiceDraft service, ServiceModel model)
    {
        foreach (var draft in service.Resources)
        {
            var resource = model.FindResource(draft.Name)!;
            foreach (var (declared, action) in draft.Declaration.Actions.Zip(resource.Actions))
            {
                var compiler = new ActionCompiler(draft, resource, action, service.Bag);
                action.Rules = [.. RuleCompiler.Compile(declared.Rules, action.Name, compiler._scope, compiler.IsAtHand, service.Bag)];
                action.Sets = [.. declared.Sets.Select(compiler.Compile).OfType<Assignment>()];
            }
        }
    }

    private Assignment? Compile((Located<string> Field, ScalarNode Value) set)
    {
        if (Find(set.Field) is not { } field)
            return null;
        var result = ExpressionCompiler.CompileValue(set.Value.Text, field.Type, _scope, Limits);
        foreach (var error in result.Errors)
            bag.Report(ActionRules.NotAValue, set.Value.PlaceOf(error.Offset, error.Length), error.Message, error.Hint);
        return result.Expression is { } value && IsAtHand(set.Value, value, bag) && HasValue(set.Value, value, field) && IsWithinBounds(set.Value, value, field) ? new Assignment(field, value) : null;
    }

    private Field? Find(Located<string> name)
    {
        if (resource.FindField(name.Value) is not { } field)
        {
            var reference = resource.FindRelation(name.Value) is { IsToOne: true } relation ? $"name its key: {Wording.Quoted(relation.SourceFields[0].Name)}" : null;
            bag.Report(ResourceRules.UnknownField, name.Place, $"{Wording.Quoted(resource.Name)} has no field {Wording.Quoted(name.Value)}.", reference ?? bag.DidYouMean(name.Value, resource.Fields.Where(other => WhyNot(other) is null).Select(other => other.Name)));
            return null;
        }

        if (WhyNot(field) is not var (reason, hint))
            return field;
        bag.Report(ActionRules.NotSettable, name.Place, $"{Wording.Quoted(field.Name)} can't be set: {reason}.", hint);
        return null;
    }

    private (string Reason, string Hint)? WhyNot(Field field) =>
        field == resource.State ? ("it is the state", "say where the action leads with `to:`")
        : resource.Key.Contains(field) ? ("it is part of the key, which never changes", "remove it")
        : field.IsComputed ? ("it is computed", "set the fields that it is computed from")
        : field.Immutable ? ("it is immutable", "remove it, or `immutable`")
        : field.Role == FieldRole.Parent ? ("it is the key of the parent", "remove it")
        : field.Role is not (FieldRole.Plain or FieldRole.Reference) ? ("the engine keeps it", "remove it: it is set anyway")
        : null;

    private bool IsAtHand(ScalarNode text, Expression expression, DiagnosticBag bag)
    {
        if (ExpressionFacts.Followed(expression).Select(step => step.Relation).FirstOrDefault() is { } relation)
            Report(relation.Name, "leads to other rows");
        else if (ExpressionFacts.Fields(expression).FirstOrDefault(field => field.IsMaintained) is { } kept)
            Report(kept.Name, "is computed from other rows");
        else if (ExpressionFacts.OwnFields(expression).FirstOrDefault(field => field.WriteOnly) is { } secret)
            Report(secret.Name, "is write-only, and not even an action reads it");
        else
            return true;
        return false;

        void Report(string name, string why) => bag.Report(ActionRules.NotAtHand, RuleCompiler.PlaceOf(text, name), $"{Wording.Quoted(name)} {why}.",
            "an action uses the fields of its row, `input` and `now()`; a rule of the resource, which holds after it, may lead on");
    }

    private bool HasValue(ScalarNode text, Expression value, Field field)
    {
        if (field.Nullable || Nullness.Of(value) is not { } part)
            return true;
        var hint = part is PathExpression ? $"write {Wording.Quoted($"has({part}) ? {part} : …")}, or let {Wording.Quoted(field.Name)} be null with `?`" : $"let {Wording.Quoted(field.Name)} be null with `?`";
        bag.Report(ActionRules.MayBeNull, part is PathExpression path ? RuleCompiler.PlaceOf(text, path.ToString()) : text.Place, $"{Wording.Quoted(part.ToString())} may be null, and {Wording.Quoted(field.Name)} may not.", hint);
        return false;
    }

    // Of literals and defaults it is known before the first request; of all else the request tells.
    private bool IsWithinBounds(ScalarNode text, Expression value, Field field)
    {
        var known = value switch
        {
            ConstantExpression constant => constant.Value,
            PathExpression { Row.IsInput: true, Type.IsArray: false, Field.Default: DefaultKind.Literal } path => path.Field.DefaultValue,
            _ => Value.Null,
        };
        var kept = Conversion.Apply(value.Type, known, field.Type);
        var reason = known.IsNull ? null
            : kept.IsNull ? $"{Wording.Quoted(ScalarText.Of(value.Type, known))} does not fit into {Wording.Quoted(field.Type.ToString())}."
            : LiteralRules.WhyNot(draft.Fields.First(one => one.Built == field), kept, text.Place);
        if (reason is not null)
            bag.Report(ActionRules.NotAValue, text.Place, reason, $"write a value that {Wording.Quoted(field.Name)} takes");
        else if (value is PathExpression { Row.IsInput: true, Field: var input } && field.MaxLength is { } most && ExpressionFacts.MaxLength(value) is var length && (length is null || length > most))
            bag.Report(ActionRules.Wider, text.Place, $"{Wording.Quoted(value.ToString())} may be longer than {Wording.Quoted(field.Name)}, which takes {most} characters.", Bounded(input, most));
        return reason is null;
    }

    private static string? Bounded(Field input, int most) => input.Type.Kind is ScalarKind.String or ScalarKind.Text or ScalarKind.Bytes
        ? $"bound it: {Wording.Quoted($"{input.Name}: {(input.Type.Kind == ScalarKind.Bytes ? "bytes" : "string")}(..{most}){(input.Type.IsArray ? "[]" : "")}{(input.Nullable ? "?" : "")}")}"
        : null;
}
