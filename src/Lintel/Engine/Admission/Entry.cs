namespace Lintel.Engine.Admission;

/// <summary>What becomes of who asks to come in.</summary>
internal enum Entry
{
    /// <summary>It is in, and must leave.</summary>
    In,

    /// <summary>It was refused: more come than leave.</summary>
    Overloaded,

    /// <summary>It was refused: for as long as one may wait, nobody left for it.</summary>
    Late,
}
