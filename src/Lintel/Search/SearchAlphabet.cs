using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Lintel.Search;

/// <summary>
/// What letters are to search. The tables are written out, since databases, their versions and their locales disagree on each of these questions,
/// and a row must be found on all of them or on none. Made from Unicode 14; to change one makes every index anew (<see cref="Version"/>).
/// </summary>
public static class SearchAlphabet
{
    /// <summary>Which tables these are: part of the name of what databases keep.</summary>
    public const int Version = 1;

    /// <summary>The first of the combining marks of Latin, Greek and Cyrillic, which are left out.</summary>
    public const char FirstMark = '\u0300';

    /// <summary>The last of them.</summary>
    public const char LastMark = '\u036F';

    // Each group is a letter, then those that count as it: capitals, accented forms and forms of another width. ASCII capitals are not listed.
    private const string Folding = """
        0０ 1１ 2２ 3３ 4４ 5５ 6６ 7７ 8８ 9９ aÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặＡａ bḂḃḄḅḆḇＢｂ cÇçĆćĈĉĊċČčḈḉＣｃ dĎďĐđḊḋḌḍḎḏḐḑḒḓＤｄ
        eÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệＥｅ fḞḟＦｆ gĜĝĞğĠġĢģǦǧǴǵḠḡＧｇ hĤĥĦħȞȟḢḣḤḥḦḧḨḩḪḫẖＨｈ iÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐȈȉȊȋḬḭḮḯỈỉỊịＩｉ
        jĴĵǰＪｊ kĶķǨǩḰḱḲḳḴḵＫｋ lĹĺĻļĽľŁłḶḷḸḹḺḻḼḽＬｌ mḾḿṀṁṂṃＭｍ nÑñŃńŅņŇňǸǹṄṅṆṇṈṉṊṋＮｎ
        oÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơǑǒǪǫǬǭǾǿȌȍȎȏȪȫȬȭȮȯȰȱṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợＯｏ pṔṕṖṗＰｐ qＱｑ rŔŕŖŗŘřȐȑȒȓṘṙṚṛṜṝṞṟＲｒ sŚśŜŝŞşŠšȘșṠṡṢṣṤṥṦṧṨṩＳｓ
        tŢţŤťŦŧȚțṪṫṬṭṮṯṰṱẗＴｔ uÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜȔȕȖȗṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰựＵｕ vṼṽṾṿＶｖ wŴŵẀẁẂẃẄẅẆẇẈẉẘＷｗ xẊẋẌẍＸｘ yÝýÿŶŷŸȲȳẎẏẙỲỳỴỵỶỷỸỹＹｙ
        zŹźŻżŽžẐẑẒẓẔẕＺｚ ßẞ æÆǢǣǼǽ ðÐ þÞ ĳĲ ŀĿ ŋŊ œŒ ſẛ ƀɃ ƃƂ ƅƄ ƈƇ ƌƋ ƒƑ ƕǶ ƙƘ ƚȽ ƞȠ ƣƢ ƥƤ ƨƧ ƭƬ ƴƳ ƶƵ ƹƸ ƽƼ ƿǷ ǆǄǅ ǉǇǈ ǌǊǋ ǝƎ ǥǤ ǳǱǲ ȝȜ ȣȢ ȥȤ ȼȻ ɂɁ
        ɇɆ ɉɈ ɋɊ ɍɌ ɏɎ ɓƁ ɔƆ ɖƉ ɗƊ əƏ ɛƐ ɠƓ ɣƔ ɨƗ ɩƖ ɯƜ ɲƝ ɵƟ ʀƦ ʃƩ ʈƮ ʉɄ ʊƱ ʋƲ ʌɅ ʒƷǮǯ ʹʹ ͱͰ ͳͲ ͷͶ ͻϽ ͼϾ ͽϿ
        αΆΑάἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏὰάᾀᾁᾂᾃᾄᾅᾆᾇᾈᾉᾊᾋᾌᾍᾎᾏᾰᾱᾲᾳᾴᾶᾷᾸᾹᾺΆᾼ βΒ γΓ δΔ εΈΕέἐἑἒἓἔἕἘἙἚἛἜἝὲέῈΈ ζΖ ηΉΗήἠἡἢἣἤἥἦἧἨἩἪἫἬἭἮἯὴήᾐᾑᾒᾓᾔᾕᾖᾗᾘᾙᾚᾛᾜᾝᾞᾟῂῃῄῆῇῊΉῌ θΘϴ
        ιΊΐΙΪίϊἰἱἲἳἴἵἶἷἸἹἺἻἼἽἾἿὶίιῐῑῒΐῖῗῘῙῚΊ κΚ λΛ μΜ νΝ ξΞ οΌΟόὀὁὂὃὄὅὈὉὊὋὌὍὸόῸΌ πΠ ρΡῤῥῬ σΣς τΤ υΎΥΫΰϋύὐὑὒὓὔὕὖὗὙὛὝὟὺύῠῡῢΰῦῧῨῩῪΎ φΦ χΧ ψΨ
        ωΏΩώὠὡὢὣὤὥὦὧὨὩὪὫὬὭὮὯὼώᾠᾡᾢᾣᾤᾥᾦᾧᾨᾩᾪᾫᾬᾭᾮᾯῲῳῴῶῷῺΏῼ ϒϓϔ ϗϏ ϙϘ ϛϚ ϝϜ ϟϞ ϡϠ ϣϢ ϥϤ ϧϦ ϩϨ ϫϪ ϭϬ ϯϮ ϲϹ ϳͿ ϸϷ ϻϺ аАӐӑӒӓ бБ вВ гЃГѓ дД еЀЁЕѐёӖӗ жЖӁӂӜӝ
        зЗӞӟ иЍИѝӢӣӤӥ йЙ кЌКќ лЛ мМ нН оОӦӧ пП рР сС тТ уЎУўӮӯӰӱӲӳ фФ хХ цЦ чЧӴӵ шШ щЩ ъЪ ыЫӸӹ ьЬ эЭӬӭ юЮ яЯ ђЂ єЄ ѕЅ іІЇї јЈ љЉ њЊ ћЋ џЏ ѡѠ ѣѢ ѥѤ
        ѧѦ ѩѨ ѫѪ ѭѬ ѯѮ ѱѰ ѳѲ ѵѴѶѷ ѹѸ ѻѺ ѽѼ ѿѾ ҁҀ ҋҊ ҍҌ ҏҎ ґҐ ғҒ ҕҔ җҖ ҙҘ қҚ ҝҜ ҟҞ ҡҠ ңҢ ҥҤ ҧҦ ҩҨ ҫҪ ҭҬ үҮ ұҰ ҳҲ ҵҴ ҷҶ ҹҸ һҺ ҽҼ ҿҾ ӄӃ ӆӅ ӈӇ ӊӉ ӌӋ ӎӍ
        ӏӀ ӕӔ әӘӚӛ ӡӠ өӨӪӫ ӷӶ ӻӺ ӽӼ ӿӾ ԁԀ ԃԂ ԅԄ ԇԆ ԉԈ ԋԊ ԍԌ ԏԎ ԑԐ ԓԒ ԕԔ ԗԖ ԙԘ ԛԚ ԝԜ ԟԞ ԡԠ ԣԢ ԥԤ ԧԦ ԩԨ ԫԪ ԭԬ ԯԮ աԱ բԲ գԳ դԴ եԵ զԶ էԷ ըԸ թԹ ժԺ իԻ լԼ
        խԽ ծԾ կԿ հՀ ձՁ ղՂ ճՃ մՄ յՅ նՆ շՇ ոՈ չՉ պՊ ջՋ ռՌ սՍ վՎ տՏ րՐ ցՑ ւՒ փՓ քՔ օՕ ֆՖ ỻỺ ỽỼ ỿỾ ⱥȺ ⱦȾ
        """;

    // Punctuation, blanks, symbols and controls, in hexadecimal: what stands between words.
    private const string Separating = """
        0-2F 3A-40 5B-60 7B-A9 AB-B1 B4 B6-B8 BB BF D7 F7 2C2-2C5 2D2-2DF 2E5-2EB 2ED 2EF-2FF 375 37E 384-385 387 3F6 482 488-489 55A-55F 589-58F
        5BE 5C0 5C3 5C6 5F3-60F 61B-61F 66A-66D 6D4 6DD-6DE 6E9 6FD-6FE 700-70F 7F6-7F9 7FE-7FF 830-83E 85E 888 890-891 8E2 964-965 970 9F2-9F3
        9FA-9FB 9FD A76 AF0-AF1 B70 BF3-BFA C77 C7F C84 D4F D79 DF4 E3F E4F E5A-E5B F01-F17 F1A-F1F F34 F36 F38 F3A-F3D F85 FBE-FC5 FC7-FDA
        104A-104F 109E-109F 10FB 1360-1368 1390-1399 1400 166D-166E 1680 169B-169C 16EB-16ED 1735-1736 17D4-17D6 17D8-17DB 1800-180A 180E 1940-1945
        19DE-19FF 1A1E-1A1F 1AA0-1AA6 1AA8-1AAD 1ABE 1B5A-1B6A 1B74-1B7E 1BFC-1BFF 1C3B-1C3F 1C7E-1C7F 1CC0-1CC7 1CD3 1FBD 1FBF-1FC1 1FCD-1FCF
        1FDD-1FDF 1FED-1FEF 1FFD-206F 207A-207E 208A-208E 20A0-20C0 20DD-20E0 20E2-20E4 2100-2101 2103-2106 2108-2109 2114 2116-2118 211E-2123 2125
        2127 2129 212E 213A-213B 2140-2144 214A-214D 214F 218A-244A 249C-24E9 2500-2775 2794-2BFF 2CE5-2CEA 2CF9-2CFC 2CFE-2CFF 2D70 2E00-2E2E
        2E30-3004 3008-3020 3030 3036-3037 303D-303F 309B-309C 30A0 30FB 3190-3191 3196-319F 31C0-31E3 3200-321E 322A-3247 3250 3260-327F 328A-32B0
        32C0-33FF 4DC0-4DFF A490-A4C6 A4FE-A4FF A60D-A60F A670-A673 A67E A6F2-A716 A720-A721 A789-A78A A828-A82B A836-A839 A874-A877 A8CE-A8CF
        A8F8-A8FA A8FC A92E-A92F A95F A9C1-A9CD A9DE-A9DF AA5C-AA5F AA77-AA79 AADE-AADF AAF0-AAF1 AB5B AB6A-AB6B ABEB FB29 FBB2-FBC2 FD3E-FD4F FDCF
        FDFC-FE19 FE30-FE6B FEFF-FF0F FF1A-FF20 FF3B-FF40 FF5B-FF65 FFE0-FFFD 10100-10102 10137-1013F 1CF50-1D35F 1F000-1FBEF E0001-E01EF
        """;

    // Scripts that put no blank between words: each sign is a word of its own, and what is written together is looked for as a phrase.
    private const string Single = "3041-309A 309D-309F 30A1-30FA 30FC-30FF 31F0-31FF 3400-4DBF 4E00-9FFF F900-FAFF FF66-FF9F 20000-3FFFF";

    private static readonly FrozenDictionary<char, char> Folds = Folding.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(group => group.Skip(1).Select(letter => (letter, group[0]))).ToFrozenDictionary(pair => pair.letter, pair => pair.Item2);

    /// <summary>The letters that count as others, and those others, place by place.</summary>
    public static (string From, string To) Folded { get; } =
        (string.Concat(Folds.Keys.Order()), string.Concat(Folds.OrderBy(pair => pair.Key).Select(pair => pair.Value)));

    /// <summary>What stands between words: ranges of code points, ascending.</summary>
    public static IReadOnlyList<(int First, int Last)> Separators { get; } = Ranges(Separating);

    /// <summary>The signs that are words of their own.</summary>
    public static IReadOnlyList<(int First, int Last)> Singles { get; } = Ranges(Single);

    /// <summary>Whether a code point stands between words.</summary>
    public static bool IsSeparator(Rune rune) => rune.IsAscii ? !char.IsAsciiLetterOrDigit((char)rune.Value) : IsIn(Separators, rune.Value);

    /// <summary>Whether a code point is a word of its own.</summary>
    public static bool IsSingle(Rune rune) => rune.Value >= Singles[0].First && IsIn(Singles, rune.Value);

    /// <summary>Whether a code point is left out.</summary>
    public static bool IsMark(Rune rune) => rune.Value is >= FirstMark and <= LastMark;

    /// <summary>The code point that one counts as.</summary>
    public static Rune Fold(Rune rune)
    {
        if (rune.IsAscii) return new Rune(char.ToLowerInvariant((char)rune.Value));
        return rune.IsBmp && Folds.TryGetValue((char)rune.Value, out var other) ? new Rune(other) : rune;
    }

    private static bool IsIn(IReadOnlyList<(int First, int Last)> ranges, int value)
    {
        var (low, high) = (0, ranges.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (value < ranges[middle].First) high = middle - 1;
            else if (value > ranges[middle].Last) low = middle + 1;
            else return true;
        }
        return false;
    }

    private static (int First, int Last)[] Ranges(string text) =>
    [
        .. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(range => range.Split('-').Select(end => int.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray())
            .Select(ends => (ends[0], ends[^1])),
    ];
}
