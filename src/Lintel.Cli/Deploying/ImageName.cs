using System.Text.RegularExpressions;

namespace Lintel.Cli.Deploying;

/// <summary>The name of an image, as the OCI distribution specification 1.1 has it: <c>registry.example/team/shop:1.4</c>.</summary>
internal static partial class ImageName
{
    private const int MaxLength = 255;

    /// <summary>Why it names no image that can be deployed; null: it does.</summary>
    public static string? WhyNot(string name)
    {
        if (name.Length > MaxLength || Form().Match(name) is not { Success: true } match) return "an image is like shop:1.4 or registry.example/team/shop:1.4";
        if (match.Groups["digest"].Success) return null;
        return match.Groups["tag"].Value switch
        {
            "" => "it has no tag, which means :latest; a tag of its own for each build is what can be rolled back",
            "latest" => "it is another one with each build; a tag of its own for each is what can be rolled back",
            _ => null,
        };
    }

    [GeneratedRegex(@"\A(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]{1,5})?/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?<digest>@sha256:[0-9a-f]{64})?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
