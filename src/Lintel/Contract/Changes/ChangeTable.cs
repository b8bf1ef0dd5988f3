using Lintel.Contract.Changes.Rules;

namespace Lintel.Contract.Changes;

/// <summary>All kinds of change that are told apart so far.</summary>
internal static class ChangeTable
{
    public static readonly IReadOnlyList<ChangeRule> Rules =
    [
        ResourceAdded.Rule, ResourceRemoved.Rule, ResourcePathChanged.Rule,
        OptionalFieldAdded.Rule, RequiredFieldAdded.Rule, FieldRemoved.Rule, FieldTypeChanged.Rule, NullAllowed.Rule, NullForbidden.Rule,
    ];

    /// <summary>All changes, in the table's order.</summary>
    public static IReadOnlyList<Change> Compare(ModelPair models) =>
        [.. Rules.SelectMany(rule => rule.Find(models).Select(found => new Change(rule, found.Subject, found.Detail)))];
}
