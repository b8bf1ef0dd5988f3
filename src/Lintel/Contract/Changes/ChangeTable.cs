using Lintel.Contract.Changes.Rules;

namespace Lintel.Contract.Changes;

/// <summary>Every kind of change that is told apart, with its explanation and an example.</summary>
public static class ChangeTable
{
    /// <summary>
    /// All kinds, by code: <c>LTC1xx</c> the service and its resources, <c>LTC2xx</c> fields, <c>LTC3xx</c> the values that they may have, <c>LTC4xx</c> relations,
    /// <c>LTC5xx</c> rules, actions, searches and access patterns. The last one tells what no other does, so that nothing is silent.
    /// </summary>
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        ServiceVersionChanged.Rule, ServiceRenamed.Rule, ObjectivesChanged.Rule, SeedChanged.Rule, WordsChanged.Rule, UnitsSerialized.Rule,
        UnitsLoosened.Rule, LimitLowered.Rule, LimitRaised.Rule, ResourceAdded.Rule, ResourceRemoved.Rule, ResourceRenamed.Rule, PathChanged.Rule, PluralChanged.Rule, TableRenamed.Rule, TableLeft.Rule, KeyChanged.Rule,
        KeyOpened.Rule, KeyClosed.Rule, ParentChanged.Rule, MaxLimitLowered.Rule, MaxLimitRaised.Rule,
        MatchRequired.Rule, MatchFreed.Rule, AllowNarrowed.Rule, AllowWidened.Rule, SoftDeleteAdded.Rule, SoftDeleteRemoved.Rule,
        RowsOwned.Rule, RowsGiven.Rule, RowsShared.Rule, TenantClaimChanged.Rule, TenantFieldChanged.Rule, ExistingTenantChanged.Rule,
        OptionalFieldAdded.Rule, RequiredFieldAdded.Rule, FieldAddedWithoutValue.Rule, ComputedFieldAdded.Rule, StoredFieldAdded.Rule,
        FieldRemoved.Rule, ComputedFieldRemoved.Rule, VersionRemoved.Rule, FieldRenamed.Rule, ColumnRenamed.Rule, ColumnLeft.Rule,
        FieldsReordered.Rule, TypeWidened.Rule, TypeChanged.Rule, TextTypeChanged.Rule, EnumMemberAdded.Rule, EnumMemberRemoved.Rule,
        EnumReordered.Rule, ComputedTypeChanged.Rule, ExpressionChanged.Rule, StoredExpressionChanged.Rule, StorageChanged.Rule,
        GivenFieldComputed.Rule, ComputedFieldGiven.Rule, ManagementChanged.Rule,
        NullAllowed.Rule, NullForbidden.Rule, ComputedNullAllowed.Rule, DefaultAdded.Rule, DefaultRemoved.Rule, DefaultChanged.Rule,
        RangeTightened.Rule, RangeLoosened.Rule, LengthTightened.Rule, LengthLoosened.Rule, PatternTightened.Rule, PatternRemoved.Rule,
        ItemsTightened.Rule, ItemsLoosened.Rule, UniqueAdded.Rule, UniqueRemoved.Rule, CaseIgnored.Rule, CaseHeeded.Rule, UniqueReordered.Rule,
        ReadOnlyAdded.Rule, ReadOnlyRemoved.Rule, WriteOnlyAdded.Rule, WriteOnlyRemoved.Rule, ImmutableAdded.Rule, ImmutableRemoved.Rule,
        DeprecationChanged.Rule,
        TargetChanged.Rule, FieldReferred.Rule, ReferenceFreed.Rule, DeleteRefused.Rule, DeleteWidened.Rule, ReverseRenamed.Rule, KindChanged.Rule,
        LinksAdded.Rule, LinksRemoved.Rule, PairsLeft.Rule,
        RuleAdded.Rule, RuleRemoved.Rule, RuleChanged.Rule, RuleRenamed.Rule, ActionRuleAdded.Rule, ActionRuleRemoved.Rule,
        ActionRuleChanged.Rule, StateChanged.Rule, ActionAdded.Rule, ActionRemoved.Rule,
        ActionNarrowed.Rule, ActionWidened.Rule, ActionLedElsewhere.Rule, ActionSetChanged.Rule, AccessPatternAdded.Rule, AccessPatternRemoved.Rule,
        AccessPatternReordered.Rule, SearchWidened.Rule, SearchNarrowed.Rule, SearchRemoved.Rule, SearchChanged.Rule, SearchWeighed.Rule,
        InputRequired.Rule, InputOptional.Rule, InputRemoved.Rule, InputTightened.Rule, InputLoosened.Rule, InputDefaultChanged.Rule,
        OtherChange.Rule,
    ];
}
