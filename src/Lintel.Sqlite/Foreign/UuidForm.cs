using System.Text;
using Lintel.Model;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Foreign;

/// <summary>UUIDs as text in one of three ways, or as their bytes.</summary>
internal sealed class UuidForm(FieldType type) : ForeignForm(type)
{
    private readonly KeptAs _as = type.Kept!.As;

    public override bool ListsBytes => _as == KeptAs.Blob;

    public override bool TryRead(in StoredValue stored, out Value value)
    {
        value = default;
        if (_as == KeptAs.Blob)
        {
            if (stored.Type != Sqlite3.TypeBlob || stored.Bytes.Length != 16) return false;
            value = Value.Of(new Guid(stored.Bytes, bigEndian: true));
            return true;
        }
        if (stored.Type != Sqlite3.TypeText || !Guid.TryParseExact(Encoding.UTF8.GetString(stored.Bytes), _as == KeptAs.Hex ? "N" : "D", out var uuid)) return false;
        value = Value.Of(uuid);
        Span<byte> again = stackalloc byte[Room];
        return Store(value, again).Bytes.SequenceEqual(stored.Bytes);
    }

    public override StoredValue Store(Value value, Span<byte> buffer)
    {
        var uuid = value.AsUuid;
        if (_as == KeptAs.Blob)
        {
            uuid.TryWriteBytes(buffer, bigEndian: true, out _);
            return StoredValue.Blob(buffer[..16]);
        }
        var text = _as == KeptAs.Hex ? uuid.ToString("N") : _as == KeptAs.Upper ? uuid.ToString().ToUpperInvariant() : uuid.ToString();
        return StoredValue.Text(buffer[..Encoding.ASCII.GetBytes(text, buffer)]);
    }
}
