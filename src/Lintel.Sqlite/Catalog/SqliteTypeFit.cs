using System.Globalization;
using Lintel.Adoption.Fitting;
using Lintel.Model;
using Lintel.Sqlite.Foreign;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Catalog;

/// <summary>
/// Compares the types of a contract with what the columns of a file hold, and with what they make of values that are written. Any column of SQLite takes any value, so that its
/// declared type alone says little.
/// </summary>
public static class SqliteTypeFit
{
    private const int Rows = 500;
    private const int LongestExample = 40;

    private static readonly SqliteDialect Dialect = new();

    /// <summary>What does not fit. Reads the first rows of each table, and writes nothing.</summary>
    /// <param name="model">The contract; its tables and columns are there.</param>
    /// <param name="options">The file.</param>
    /// <param name="cancellation">Stops it.</param>
    public static IReadOnlyList<Misfit> Check(ServiceModel model, SqliteOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        using var file = SqliteConnection.Open(options.Path, options, SqliteCatalog.Settings, create: 0);
        using var trial = new FormTrial(options);
        file.Watch(cancellation);
        var found = new List<Misfit>();
        foreach (var entity in model.Entities)
        {
            if (ForeignTable.Read(file, Dialect.TextLiteral(entity.Table)) is not { } table) continue;
            Looked[] columns = [.. entity.Columns.Where(column => table.Types.ContainsKey(column.Name)).Select(column => new Looked(column, table))];
            Look(file, entity, columns);
            foreach (var column in columns)
            {
                if ((column.Found() ?? (CatalogFit.IsWritten(model, entity, column.Column) ? column.Written(trial) : null)) is not { } misfit) continue;
                var (finding, advice, isHard) = misfit;
                found.Add(Misfit.Of(model, entity, column.Column, MisfitKind.Type, finding, advice, isHard));
            }
        }
        return found;
    }

    private static void Look(SqliteConnection file, Entity entity, Looked[] columns)
    {
        try
        {
            file.ForEach($"SELECT {string.Join(", ", columns.Select(column => Dialect.Identifier(column.Column.Name)))} FROM {Dialect.Identifier(entity.Table)} LIMIT {Rows}", row =>
            {
                for (var i = 0; i < columns.Length; i++) columns[i].Add(StoredValue.OfColumn(row, i));
            });
        }
        catch (Exception exception) when (exception is StoreException { Failure: StoreFailure.TimedOut } or InvalidOperationException)
        {
            // A view that takes too long, or leads nowhere, fails as a read: that is told with the request.
        }
    }

    private sealed class Looked(Column column, ForeignTable table)
    {
        private readonly FieldType _type = column.Type with { Kept = ForeignSchema.Form(column.Type, Affinities.Of(table.Types[column.Name])) };
        private int _count;
        private int _others;
        private string _example = "";

        public Column Column => column;

        public void Add(in StoredValue stored)
        {
            if (stored.Type == Sqlite3.TypeNull) return;
            _count++;
            if (ForeignForm.Of(_type).Holds(stored)) return;
            if (_others++ > 0) return;
            _example = stored.Type == Sqlite3.TypeText ? $"'{stored.Written}'" : stored.Written;
            if (_example.Length > LongestExample) _example = _example[..LongestExample] + "…";
        }

        /// <summary>What of the values that are there is none of the type.</summary>
        public (string Finding, string Advice, bool IsHard)? Found()
        {
            if (_others == 0) return null;
            var isAll = _others == _count;
            var all = _count == 1 ? "the only value looked at" : string.Create(CultureInfo.InvariantCulture, $"{(isAll ? "each of the" : $"{_others} of")} {_count} values looked at");
            return ($"The contract says {Said}, and {all} of the column '{column.Name}' is none: {_example}.",
                isAll ? "Say another `type`, or in which form they are with `kept`." : "Such a value travels as text and is found by no filter. Say another `type` or `kept` if that is not meant.",
                isAll);
        }

        /// <summary>What the column makes of a value that is written.</summary>
        public (string Finding, string Advice, bool IsHard)? Written(FormTrial trial)
        {
            if (_type.IsArray) return null;
            var declared = table.Types[column.Name];
            var shown = declared.Length == 0 ? "no type" : declared;
            if (FormTrial.Usual(_type) is { } usual)
            {
                switch (trial.Try(_type, declared, table.IsStrict, usual, out var read))
                {
                    case TrialResult.Refused:
                        return ($"The contract says {Said}, and the column '{column.Name}' of a STRICT table is {shown}, which takes no such value.", "Say another `type` or `kept`, or `readOnly: true`.", true);
                    case TrialResult.Changed:
                        return ($"The contract says {Said}, and the column '{column.Name}' is declared {shown}: of what is written there it makes {read}, which is none.", "Say another `type` or `kept`, or `readOnly: true`.", true);
                    case TrialResult.Kept:
                        break;
                }
            }
            return FormTrial.LikeNumber(_type) is { } like && trial.Try(_type, declared, table.IsStrict, like, out var number) == TrialResult.Changed
                ? ($"The column '{column.Name}' is declared {shown}: text that looks like a number becomes one, as {number} here.", "Say a type of numbers if it has nothing else.", false)
                : null;
        }

        private string Said => column.Type.Kept is null ? column.Type.ToString() : $"{column.Type} in its form";
    }
}
