using System.Security.Cryptography;

namespace Lintel.Engine.Auditing;

/// <summary>
/// Which chain a transaction appends to. The end of a chain is locked until its transaction ends, and so transactions at once append to different chains: those
/// of one process never wait for each other while there are as many, those of several seldom.
/// </summary>
internal sealed class AuditChains
{
    /// <summary>How many chains there are, beside those of imports.</summary>
    public const int Count = 16;

    private readonly Lock _lock = new();
    private readonly int[] _users = new int[Count];

    // Other processes begin elsewhere.
    private readonly int _first = RandomNumberGenerator.GetInt32(Count);

    /// <summary>Takes the first chain that the fewest append to now, until it is given back.</summary>
    public int Take()
    {
        lock (_lock)
        {
            var best = _first;
            for (var i = 1; i < Count && _users[best] > 0; i++)
            {
                var next = (_first + i) % Count;
                if (_users[next] < _users[best]) best = next;
            }
            _users[best]++;
            return best;
        }
    }

    /// <summary>Gives a chain back, behind the end of the transaction.</summary>
    public void Give(int chain)
    {
        lock (_lock) _users[chain]--;
    }

    /// <summary>A chain of its own for a transaction that takes long: nobody waits for its end.</summary>
    public static int TakeNew() => RandomNumberGenerator.GetInt32(1000, int.MaxValue);
}
