using System.Globalization;
using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Sqlite;

/// <summary>The keys of parent rows as one JSON array: of values, or of arrays where a key has several fields.</summary>
internal sealed class JsonKeys : ParentKeys
{
    public override string Table(IReadOnlyList<FieldType> types, Func<int, FieldType, string> keys) => $"json_each({keys(0, FieldType.Of(ScalarKind.Long))}) AS p";

    public override string Place => "p.key";

    public override string Key(int part, int parts, FieldType type)
    {
        var value = parts == 1 ? "p.value" : string.Create(CultureInfo.InvariantCulture, $"p.value ->> {part}");
        return SqliteDialect.FromList(value, type);
    }
}
