using System.Text;

namespace Lintel.Fuzz.Wire;

/// <summary>Bytes as text, a character (Latin-1) for each: so that what is no UTF-8 can be looked at, changed and kept.</summary>
public static class ByteText
{
    /// <summary>The bytes of a text in UTF-8, as such.</summary>
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static string Of(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>Back to bytes.</summary>
    public static byte[] ToBytes(string bytes) => Encoding.Latin1.GetBytes(bytes);
}
