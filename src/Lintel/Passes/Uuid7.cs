using System.Security.Cryptography;

namespace Lintel.Passes;

/// <summary>
/// Makes UUIDs version 7 (RFC 9562 §5.7) that rise within this process, even within one millisecond: the 12 bits behind the
/// time and 14 more are a counter (§6.2, method 1), the rest is random.
/// </summary>
public sealed class Uuid7(TimeProvider clock)
{
    private const int CounterBits = 26;

    private const int RandomBytes = 8;

    private readonly Lock _lock = new();
    private readonly byte[] _random = new byte[512 * RandomBytes]; // a call for each key would cost more than all else here
    private int _taken = int.MaxValue;
    private long _last;
    private uint _counter;

    /// <summary>The next key.</summary>
    public Guid Next()
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        long milliseconds;
        uint counter;
        lock (_lock)
        {
            if (_taken >= _random.Length)
            {
                RandomNumberGenerator.Fill(_random);
                _taken = 0;
            }
            _random.AsSpan(_taken, RandomBytes).CopyTo(random);
            _taken += RandomBytes;
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            if (now > _last)
            {
                _last = now;
                _counter = BitConverter.ToUInt32(random) & ((1 << (CounterBits - 1)) - 1); // room above for a burst
            }
            else if (++_counter >> CounterBits != 0)
            {
                _last++; // a burst beyond the counter, or a clock set back: run ahead of the clock
                _counter = 0;
            }
            milliseconds = _last;
            counter = _counter;
        }
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 0; i < 6; i++) bytes[i] = (byte)(milliseconds >> (40 - 8 * i));
        bytes[6] = (byte)(0x70 | counter >> 22);
        bytes[7] = (byte)(counter >> 14);
        bytes[8] = (byte)(0x80 | (counter >> 8 & 0x3F));
        bytes[9] = (byte)counter;
        random[2..8].CopyTo(bytes[10..]);
        return new Guid(bytes, bigEndian: true);
    }
}
