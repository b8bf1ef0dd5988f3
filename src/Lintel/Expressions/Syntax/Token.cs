namespace Lintel.Expressions.Syntax;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    End, Name, Number, Text, Symbol, Wrong,
}

/// <summary>One token with its place.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">How long it is in the source.</param>
/// <param name="Text">A name, the digits of a number, the content of a text, or a symbol.</param>
internal readonly record struct Token(TokenKind Kind, int Offset, int Length, string Text)
{
    public bool Is(string symbol) => Kind is TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind is TokenKind.Name && Text == word;
}
