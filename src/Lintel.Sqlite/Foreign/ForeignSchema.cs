using Lintel.Model;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Foreign;

/// <summary>Learns from a file that is not ours in which form its columns keep their values.</summary>
internal static class ForeignSchema
{
    /// <summary>Says of each column of the model how it is kept: as the contract says, or else as its declared type has it. What is not there, others have told of.</summary>
    public static void Adopt(SqliteConnection connection, ServiceModel model, SqliteDialect dialect)
    {
        foreach (var entity in model.Entities)
        {
            if (ForeignTable.Read(connection, dialect.TextLiteral(entity.Table)) is not { } table) continue;
            foreach (var column in entity.Columns)
            {
                if (!table.Types.TryGetValue(column.Name, out var type)) continue;
                model.KeepAs(column, Form(column.Type, Affinities.Of(type)) with { IsCertain = table.IsCertain(column.Name, column.Type) });
            }
        }
    }

    /// <summary>In which form a column of that affinity keeps a type.</summary>
    public static Kept Form(FieldType type, Affinity affinity) => type.Kept ?? type.Kind switch
    {
        ScalarKind.Date or ScalarKind.Time or ScalarKind.DateTime or ScalarKind.Timestamp => new Kept(KeptAs.Layout, Kept.DefaultLayout(type.Kind)),
        ScalarKind.Decimal => new Kept(affinity == Affinity.Text ? KeptAs.Digits : KeptAs.Number),
        ScalarKind.Uuid => new Kept(affinity == Affinity.None ? KeptAs.Blob : KeptAs.Lower),
        ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url or ScalarKind.Enum or ScalarKind.Native => new Kept(affinity is Affinity.Text or Affinity.Numeric ? KeptAs.Plain : KeptAs.AnyText),
        ScalarKind.Int or ScalarKind.Long or ScalarKind.Double or ScalarKind.Bool or ScalarKind.Duration or ScalarKind.Json or ScalarKind.Bytes => new Kept(KeptAs.Plain),
    };
}
