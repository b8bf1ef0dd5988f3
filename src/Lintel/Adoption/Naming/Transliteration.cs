using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Lintel.Search;

namespace Lintel.Adoption.Naming;

/// <summary>Writes letters of other scripts and symbols with ASCII letters, for people who know neither: good enough for a name, and never a dictionary.</summary>
internal static class Transliteration
{
    // A letter, and how it is written. Case is that of the original.
    private const string Letters = """
        ß=ss æ=ae œ=oe ø=o đ=d ð=d þ=th ł=l ħ=h ı=i ĳ=ij ŋ=ng ə=e ŧ=t ƒ=f
        α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s τ=t υ=y φ=f χ=ch ψ=ps ω=o
        а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya
        ђ=dj є=ye ѕ=dz і=i ј=j љ=lj њ=nj ћ=c џ=dz ґ=g ғ=gh қ=q ң=ng ү=u ұ=u һ=h ә=a ө=o
        ա=a բ=b գ=g դ=d ե=e զ=z է=e ը=y թ=t ժ=zh ի=i լ=l խ=kh ծ=ts կ=k հ=h ձ=dz ղ=gh ճ=ch մ=m յ=y ն=n շ=sh ո=o չ=ch պ=p ջ=j ռ=r ս=s վ=v տ=t ր=r ց=ts ւ=v փ=p ք=k օ=o ֆ=f
        ا=a أ=a إ=i آ=a ٱ=a ء= ؤ=u ئ=i ب=b ت=t ث=th ج=j ح=h خ=kh د=d ذ=dh ر=r ز=z س=s ش=sh ص=s ض=d ط=t ظ=z ع=a غ=gh ف=f ق=q ك=k ل=l م=m ن=n ه=h ة=a و=w ي=y ى=a
        پ=p چ=ch ژ=zh گ=g ک=k ی=y ٹ=t ڈ=d ڑ=r ں=n ے=e ہ=h ھ=h
        א=a ב=b ג=g ד=d ה=h ו=v ז=z ח=ch ט=t י=y כ=k ך=k ל=l מ=m ם=m נ=n ן=n ס=s ע=a פ=p ף=f צ=ts ץ=ts ק=k ר=r ש=sh ת=t
        あ=a い=i う=u え=e お=o か=ka き=ki く=ku け=ke こ=ko さ=sa し=shi す=su せ=se そ=so た=ta ち=chi つ=tsu て=te と=to な=na に=ni ぬ=nu ね=ne の=no
        は=ha ひ=hi ふ=fu へ=he ほ=ho ま=ma み=mi む=mu め=me も=mo や=ya ゆ=yu よ=yo ら=ra り=ri る=ru れ=re ろ=ro わ=wa を=o ん=n
        が=ga ぎ=gi ぐ=gu げ=ge ご=go ざ=za じ=ji ず=zu ぜ=ze ぞ=zo だ=da ぢ=ji づ=zu で=de ど=do ば=ba び=bi ぶ=bu べ=be ぼ=bo ぱ=pa ぴ=pi ぷ=pu ぺ=pe ぽ=po
        ゃ=ya ゅ=yu ょ=yo っ= ー= ぁ=a ぃ=i ぅ=u ぇ=e ぉ=o ゔ=vu
        """;

    // A symbol, and the word that it is. What is not here stands between words.
    private const string Symbols = "%=percent #=number &=and +=plus @=at $=dollar €=euro £=pound ¥=yen °=degree ×=times ÷=divided ²=2 ³=3 ¹=1 ½=half ¼=quarter µ=micro Ω=ohm №=number <=less >==greater ∑=sum √=root ∞=infinity";

    private const string HangulInitials = "g kk n d tt r m b pp s ss  j jj ch k t p h";
    private const string HangulMedials = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i";
    private const string HangulFinals = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t";

    private static readonly FrozenDictionary<char, string> LetterTable = Table(Letters);
    private static readonly FrozenDictionary<char, string> SymbolTable = Table(Symbols);
    private static readonly string[] Initials = HangulInitials.Split(' ');
    private static readonly string[] Medials = HangulMedials.Split(' ');
    private static readonly string[] Finals = HangulFinals.Split(' ');

    /// <summary>A name in ASCII: letters and digits as they sound, words of symbols and unknown signs between blanks, and a blank for all else. What nothing here can say is its code point: <c>u6f22</c>.</summary>
    public static string ToAscii(string name)
    {
        var ascii = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.IsAscii && Rune.IsLetterOrDigit(rune))
                ascii.Append((char)rune.Value);
            else if (rune.Value == '\'' || rune.Value == '’' || IsMark(rune))
                continue;
            else if (Letter(rune) is { } letters)
                ascii.Append(Rune.IsUpper(rune) && letters.Length > 0 ? char.ToUpperInvariant(letters[0]) + letters[1..] : letters);
            else if (rune.IsBmp && SymbolTable.TryGetValue((char)rune.Value, out var word))
                ascii.Append(' ').Append(word).Append(' ');
            else if (Rune.GetNumericValue(rune) is >= 0 and < 10 and var digit && Rune.IsDigit(rune))
                ascii.Append(((int)digit).ToString(CultureInfo.InvariantCulture));
            else if (Rune.IsLetterOrDigit(rune))
                ascii.Append(CultureInfo.InvariantCulture, $" u{rune.Value:x4} ");
            else
                ascii.Append(' ');
        }

        return ascii.ToString();
    }

    private static string? Letter(Rune rune)
    {
        if (!rune.IsBmp)
            return null;
        var letter = (char)rune.Value;
        if (letter is >= '\uAC00' and <= '\uD7A3')
            return Hangul(letter - 0xAC00);
        // Katakana stands 0x60 above hiragana.
        if (letter is >= '\u30A1' and <= '\u30F6')
            letter = (char)(letter - 0x60);
        var small = char.ToLowerInvariant(letter);
        if (LetterTable.TryGetValue(small, out var found))
            return found;
        var folded = (char)SearchAlphabet.Fold(new Rune(small)).Value;
        return char.IsAsciiLetterOrDigit(folded) ? folded.ToString() : LetterTable.GetValueOrDefault(folded);
    }

    private static string Hangul(int syllable) => Initials[syllable / 588] + Medials[syllable % 588 / 28] + Finals[syllable % 28];

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter;

    private static FrozenDictionary<char, string> Table(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).DistinctBy(pair => pair[0]).ToFrozenDictionary(pair => pair[0], pair => pair[2..].TrimStart('='));
}
