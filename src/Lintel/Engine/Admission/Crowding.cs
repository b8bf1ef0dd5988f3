namespace Lintel.Engine.Admission;

/// <summary>
/// How many are let in together while more come than leave: fewer, as long as each takes several times as long as it would alone. What they share, processors
/// mostly, is then busy with fewer of them too, as many are done a second, and each is done sooner, since the system has fewer to choose from (after Little's law; Netflix's
/// concurrency-limits and TCP Vegas do so too). Not thread-safe.
/// </summary>
internal sealed class Crowding
{
    // Times longer than alone: above the first fewer are let in, below the second more.
    private const int TooLong = 3, ShortEnough = 2;
    // How many are looked at together, and how many of the most are always let in.
    private const int Sample = 32, Share = 4;
    // How slowly it is forgotten what one takes alone.
    private const int Memory = 16;

    private readonly int _least;
    private readonly int _most;
    private long _alone;
    private long _sum;
    private int _count;

    /// <summary>Lets in as many as there are places, until it has learned better.</summary>
    /// <param name="most">How many there are.</param>
    public Crowding(int most) => (_most, _least, Places) = (most, Math.Max(1, most / Share), most);

    /// <summary>How many are let in.</summary>
    public int Places { get; private set; }

    /// <summary>Learns from one that leaves.</summary>
    /// <param name="took">How long it was inside.</param>
    /// <param name="inside">How many were inside when it left, with it.</param>
    /// <param name="isRush">Whether more come than leave.</param>
    public void Learn(long took, int inside, bool isRush)
    {
        if (!isRush)
        {
            if (inside == 1) _alone = _alone == 0 ? took : _alone + (took - _alone) / Memory;
            return;
        }
        if (_alone == 0) return;
        _sum += took;
        if (++_count < Sample) return;
        if (_sum > _count * _alone * TooLong) Places = Math.Max(_least, Places - 1);
        else if (_sum < _count * _alone * ShortEnough) Places = Math.Min(_most, Places + 1);
        (_sum, _count) = (0, 0);
    }
}
