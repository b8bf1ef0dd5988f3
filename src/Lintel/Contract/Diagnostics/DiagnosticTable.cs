using System.Collections.Frozen;
using Lintel.Contract.Rules;

namespace Lintel.Contract;

/// <summary>Every class of mistakes that the compiler finds, with its explanation and examples.</summary>
public static class DiagnosticTable
{
    /// <summary>All rules, by code: <c>LTL1xxx</c> YAML, <c>LTL2xxx</c> the form of the language, <c>LTL3xxx</c> what it means. <c>LTL4xxx</c> are of databases: <see cref="Adoption.Fitting.MisfitKind"/>.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
        [.. YamlRules.All.Concat(LanguageRules.All).Concat(NameRules.All).Concat(FieldRules.All).Concat(ResourceRules.All).Concat(ConditionRules.All).Concat(ExpressionRules.All).Concat(ActionRules.All)
            .Concat(ExternalContractRules.All).Concat(KeptRules.All).Concat(FunctionRules.All).Concat(AccessRules.All).Concat(TenantRules.All).Concat(AuditRules.All)
            .OrderBy(rule => rule.Code, StringComparer.Ordinal)];

    private static readonly FrozenDictionary<string, DiagnosticRule> ByCode = All.ToFrozenDictionary(rule => rule.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>The rule of that code, or null.</summary>
    public static DiagnosticRule? Find(string code) => ByCode.GetValueOrDefault(code);
}
