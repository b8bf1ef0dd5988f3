using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>What became, and becomes, of a row when the one that it refers to is deleted.</summary>
internal sealed record DeletePair(RelationPair Relation, OnDelete Old, OnDelete New)
{
    /// <summary>That of each reference that both contracts have.</summary>
    public static IEnumerable<DeletePair> Of(ContractPair contracts) => contracts.Relations
        .Where(relation => relation.New.Kind == RelationKind.Reference)
        .Select(relation => new DeletePair(relation, OfRelation(relation.Old), OfRelation(relation.New)));

    /// <summary>The difference.</summary>
    public Difference Found() => Relation.Found(Detail.From(Word(Old), Word(New)), "onDelete");

    private static OnDelete OfRelation(Relation relation) =>
        relation.Source.Entity.ForeignKeys.First(key => relation.SourceFields[0].IsIn(key.Columns[0]) && key.TargetTable == relation.Target.Entity.Table).OnDelete;

    private static string Word(OnDelete onDelete) => onDelete switch
    {
        OnDelete.Restrict => "restrict",
        OnDelete.Cascade => "cascade",
        OnDelete.SetNull => "setNull",
    };
}
