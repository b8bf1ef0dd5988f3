using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Lintel.Rates;

/// <summary>
/// Whose bucket it is. It has the same size whatever it is made from, and does not tell: an identifier of a caller or an address goes nowhere by it. Nobody
/// can make two that are equal, and so share a bucket, or use up another's (SHA-256, its first half).
/// </summary>
public readonly record struct BucketKey
{
    private BucketKey(UInt128 value) => Value = value;

    /// <summary>Its bits.</summary>
    public UInt128 Value { get; }

    /// <summary>That of somebody.</summary>
    /// <param name="service">The service that counts.</param>
    /// <param name="kind">What is counted by: <c>address</c>.</param>
    /// <param name="who">Who it is.</param>
    public static BucketKey Of(string service, string kind, string who)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{service}\n{kind}\n{who}"), hash);
        return new BucketKey(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }
}
