using System.Globalization;
using System.Text;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Foreign;

/// <summary>Decimals as numbers: an integer, or the binary64 number whose shortest text they are.</summary>
internal sealed class NumberForm(FieldType type) : ForeignForm(type)
{
    public override bool ListsBits => true;

    public override bool TryRead(in StoredValue stored, out Value value)
    {
        value = default;
        return stored.Type is Sqlite3.TypeInteger or Sqlite3.TypeFloat && Scalar.For(ScalarKind.Decimal).TryParse(Type, stored.Written, out value);
    }

    public override StoredValue Store(Value value, Span<byte> buffer)
    {
        var text = ScalarText.Of(Type, value);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? StoredValue.Of(whole)
            : StoredValue.Of(double.Parse(text, CultureInfo.InvariantCulture));
    }
}

/// <summary>Decimals as text, compared as numbers by a collation of statements.</summary>
internal sealed class DigitsForm(FieldType type) : ForeignForm(type)
{
    public override bool TryRead(in StoredValue stored, out Value value)
    {
        value = default;
        return stored.Type == Sqlite3.TypeText && Scalar.For(ScalarKind.Decimal).TryParse(Type, Encoding.UTF8.GetString(stored.Bytes), out value);
    }

    public override StoredValue Store(Value value, Span<byte> buffer) => StoredValue.Text(Encoding.ASCII.GetBytes(ScalarText.Of(Type, value)));

    public override string Column(string column) => $"{column} COLLATE {Functions.Decimal}";
}
