using Lintel.Contract.Fields;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Compiles who may do what. Conditions name what all the rest declares, and so come when that is built and sound.</summary>
internal sealed class AccessCompiler(ServiceDraft service, ServiceModel model)
{
    private static readonly ExpressionLimits Limits = ExpressionLimits.Default with { WriteOnly = true };

    private readonly HashSet<ScalarNode> _told = [];

    public static void Run(ServiceDraft service, ServiceModel model)
    {
        if (model.Auth is null)
        {
            RefuseAll(service);
            return;
        }

        var compiler = new AccessCompiler(service, model);
        // A child's is made of its parent's.
        foreach (var draft in service.Resources.OrderBy(Depth))
            compiler.Compile(draft);
        foreach (var draft in service.Resources)
        {
            compiler.CheckComputed(draft);
            compiler.CheckDeletion(draft);
        }

        foreach (var (draft, function) in service.Functions.Zip(model.Functions))
        {
            if (draft.Declaration.Access is { } access)
                function.Access = compiler.Of(access, function);
        }
    }

    private static int Depth(ResourceDraft draft) => draft.Parent is { } parent ? Depth(parent) + 1 : 0;

    private static void RefuseAll(ServiceDraft service)
    {
        var declared = service.Declaration;
        foreach (var place in service.Resources.SelectMany(draft => PlacesOf(draft.Declaration))
            .Concat(service.Functions.Select(draft => draft.Declaration.Access?.Place)).Append(declared.Access.Place).OfType<Place>())
            service.Bag.Report(AccessRules.NobodyKnown, place, "Without `auth` nobody is asked who they are, and this would keep nobody out.", "add `auth: {}`, with an `issuer` where there is one");
    }

    private static IEnumerable<Place?> PlacesOf(ResourceDeclaration declared) =>
        declared.Fields.Select(field => field.Access.Place).Concat(declared.Actions.Select(action => action.Access?.Place)).Append(declared.Access.Place);

    private void Compile(ResourceDraft draft)
    {
        var resource = model.FindResource(draft.Name)!;
        var (own, common) = (draft.Declaration.Access, service.Declaration.Access);
        if (resource.Owner is { } owner)
        {
            var parent = owner.Source.Access!;
            foreach (var said in new[] { own.Create, own.Update, own.Delete, own.Write }.OfType<ScalarNode>())
                service.Bag.Report(AccessRules.WriteOfChild, said.Place, $"{Wording.Quoted(resource.Name)} is a part of its parent: who may update that may write it.",
                    "remove it; `read` may say that less is seen");
            var below = own.Read is { } read ? Of(read, resource) : Policy.Everybody;
            // A child is a part of its parent: who writes it changes that.
            var write = Above(parent.Update, owner);
            resource.Access = new ResourceAccess
            {
                Read = Both(below, Above(parent.Read, owner)),
                ReadBelow = below,
                Create = write,
                Update = write,
                Delete = write,
            };
        }
        else
        {
            var read = AuditResources.IsOne(draft) ? OfRecord(draft, own.Read!, resource) : InTenant(OrNobody(own.Read ?? common.Read, resource), resource);
            resource.Access = new ResourceAccess
            {
                Read = read,
                ReadBelow = read,
                Create = ToWrite(Allowed.Create, own.Create ?? own.Write ?? common.Create ?? common.Write, resource),
                Update = ToWrite(Allowed.Update, own.Update ?? own.Write ?? common.Update ?? common.Write, resource),
                Delete = ToWrite(Allowed.Delete, own.Delete ?? own.Write ?? common.Delete ?? common.Write, resource),
            };
        }

        foreach (var (declared, action) in draft.Declaration.Actions.Zip(resource.Actions))
            action.Access = declared.Access is { } access ? Warned(access, InTenant(Of(access, resource), resource), $"do {Wording.Quoted(action.Name)} with {Wording.Quoted(resource.Name)}") : resource.Access.Update;
        foreach (var field in draft.Fields)
        {
            if (field.Declaration is { } declaration && declaration.Access != AccessDeclaration.None)
                Compile(field.Built!, declaration, resource);
        }
        resource.HasViews = resource.Fields.Any(field => field.MayBeUnseen) || (resource.Owner is not null && !resource.Access.ReadBelow.IsPublic);
    }

    private void Compile(Field field, FieldDeclaration declared, Resource resource)
    {
        var (read, write) = (declared.Access.Read, declared.Access.Write);
        if (resource.Key.Contains(field))
            service.Bag.Report(AccessRules.KeyUnseen, declared.Access.Place ?? declared.Place, $"{Wording.Quoted(field.Name)} is part of the key, by which rows are told apart.",
                "remove `access`: who may see the row may see its key");
        field.Access = new FieldAccess(OfCaller(read, resource), OfCaller(write, resource));
    }

    // What others may do with the fields and rows that it is computed from is known when all of them are compiled.
    private void CheckComputed(ResourceDraft draft)
    {
        foreach (var field in draft.Fields)
        {
            if (field.Declaration is { Computed: { } text, Access.Read: null } && field.Built is { Computed: { } expression } built && WhatTold(built, expression) is { } told)
                service.Bag.Report(AccessRules.ComputedTells, text.Place, $"{Wording.Quoted(built.Name)} would tell of {told}.", "say who may read it, as `access: { read: … }` of the field");
        }
    }

    /// <summary>What a computed field tells of that not all callers may see who see its row; null: nothing.</summary>
    private static string? WhatTold(Field field, Expression expression)
    {
        if (ExpressionFacts.Fields(expression).FirstOrDefault(named => named.Access is { Read.IsPublic: false }) is { } unseen)
            return $"{Wording.Quoted(unseen.Name)}, which not all may read";
        var followed = ExpressionFacts.Followed(expression).Select(step => step.Relation).ToArray();
        if (followed.FirstOrDefault(relation => relation.MayBeUnseen) is { } tie)
            return $"{Wording.Quoted(tie.Name)}, which not all may follow";
        // One that is not stored is computed of the rows that the caller sees.
        return field.IsMaintained && followed.FirstOrDefault(relation => relation.Kind == RelationKind.Children && !relation.Target.Access!.ReadBelow.IsPublic) is { } rows
            ? $"all {Wording.Quoted(rows.Name)}, of which not all may see each"
            : null;
    }

    private void CheckDeletion(ResourceDraft draft)
    {
        if (model.Tenant is null || Tenants.IsOfTenants(draft, service) || model.FindResource(draft.Name) is not { } resource || !resource.Allowed.HasFlag(Allowed.Delete) || resource.Access!.Delete is { Condition: ConstantExpression, IsPublic: false })
            return;
        foreach (var other in service.Resources.Where(other => Tenants.IsOfTenants(other, service)))
        {
            foreach (var reference in other.References.Where(reference => reference.Target == draft && reference.OnDelete != OnDelete.Restrict))
                Warn(reference.Place, "leave out `onDelete`; or let nobody delete what is shared, `delete: false`");
            foreach (var link in other.Links.Where(link => link.Target == draft))
                Warn(link.Declaration.Place, "let nobody delete what is shared, `delete: false`");
        }

        void Warn(Place place, string hint) =>
            service.Bag.Report(TenantRules.SharedDeletion, place, $"Whoever deletes a {Wording.Quoted(draft.Name)}, which all tenants share, changes rows of each of them.", hint);
    }

    private Policy OfCaller(ScalarNode? declared, Resource resource)
    {
        if (declared is null)
            return Policy.Everybody;
        var policy = Of(declared, resource);
        if (!policy.IsOfCaller)
            service.Bag.Report(AccessRules.FieldOfRow, declared.Place, "Who may see a field is decided by the caller alone, and this names the row.",
                "ask `caller.roles` or `caller.claims`; or move the field to an owned child, whose rows have `access` of their own");
        return policy;
    }

    private Policy Of(ScalarNode declared, ServiceFunction function)
    {
        var policy = Of(declared, function.Input);
        if (!policy.IsOfCaller)
            service.Bag.Report(AccessRules.FunctionOfInput, declared.Place, "Who may call a function is decided by the caller alone, and this names what it is given.",
                "ask `caller.roles` or `caller.claims`; or have the database compare what it is given");
        return policy;
    }

    private Policy ToWrite(Allowed operation, ScalarNode? declared, Resource resource)
    {
        var policy = InTenant(OrNobody(declared, resource), resource);
        return declared is null || !resource.Allowed.HasFlag(operation) ? policy : Warned(declared, policy, $"{operation.ToString().ToLowerInvariant()} {Wording.Quoted(resource.Name)}");
    }

    private Policy Warned(ScalarNode declared, Policy policy, string what)
    {
        if (policy.IsPublic)
            service.Bag.Report(AccessRules.PublicWrite, declared.Place, $"Everybody may {what}, without saying who they are.", "where it is not meant, ask at least `caller.id != null`");
        return policy;
    }

    private Policy OrNobody(ScalarNode? declared, Resource resource) => declared is null ? Policy.Nobody : Of(declared, resource);

    // The chains are those of all tenants: nobody who is of one may read them.
    private Policy OfRecord(ResourceDraft draft, ScalarNode read, Resource resource) =>
        draft.Name == AuditTables.EntryName ? InTenant(Of(read, resource), resource, model.Tenant is null ? null : resource.FindField(AuditTables.TenantName))
        : model.Tenant is null ? OfChains(read, resource) : Policy.Nobody;

    // Who may read entries, by what they are: where that can't be asked of a chain, nobody may read those.
    private static Policy OfChains(ScalarNode read, Resource chains) =>
        ExpressionCompiler.CompileCondition(read.Text, new ExpressionScope(chains) { HasCaller = true }, Limits).Expression is { } condition ? new Policy(read.Text.Trim(), condition) : Policy.Nobody;

    private Policy Of(ScalarNode declared, Resource resource)
    {
        var result = ExpressionCompiler.CompileCondition(declared.Text, new ExpressionScope(resource) { HasCaller = true, TenantClaim = model.Tenant?.Claim }, Limits);
        // The service's own is compiled for each resource: what is wrong with it is told once.
        if (result.Expression is null && !_told.Add(declared))
            return Policy.Nobody;
        foreach (var error in result.Errors)
            service.Bag.Report(AccessRules.BadPolicy, declared.PlaceOf(error.Offset, error.Length), error.Message, error.Hint);
        return result.Expression is { } condition ? new Policy(declared.Text.Trim().ReplaceLineEndings(" "), condition) : Policy.Nobody;
    }

    /// <summary>The same of the caller's tenant alone, whatever the contract says; an owned child's is made of its parent's.</summary>
    private Policy InTenant(Policy policy, Resource resource) => InTenant(policy, resource, resource.Tenant);

    private Policy InTenant(Policy policy, Resource resource, Field? field)
    {
        if (field is null || policy == Policy.Nobody)
            return policy;
        var own = new ComparisonExpression(ComparisonOperator.Equal, new PathExpression(new RowVariable(0, resource), [], field), new CallerExpression(CallerPart.Tenant, model.Tenant!.Claim, field.Type, isList: false));
        var text = $"{field.Name} == {CallerExpression.Name}.tenant";
        return policy.IsPublic ? new Policy(text, own) : new Policy($"{text} and ({policy.Text})", new ChainExpression(IsOr: false, [own, policy.Condition]));
    }

    private static Policy Above(Policy parent, Relation owner) =>
        new(parent.Text, ComputedPath.Behind(owner.Inverse!, parent.Condition));

    private static Policy Both(Policy own, Policy parent) => own.IsPublic ? parent : parent.IsPublic ? own
        : new Policy($"{own.Text} and of the parent {parent.Text}", new ChainExpression(IsOr: false, [own.Condition, parent.Condition]));
}
