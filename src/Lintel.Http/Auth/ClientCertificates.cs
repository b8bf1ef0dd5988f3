using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lintel.Access;
using Lintel.Errors;
using Lintel.Model;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Auth;

/// <summary>Reads who a client certificate is of, as the contract's <c>auth.certificates</c> says. That it is one of an authority that counts, the handshake has made sure of.</summary>
internal sealed class ClientCertificates(CertificateClaims names, TimeProvider clock)
{
    private static readonly object Known = new();

    // RFC 5280 §4.1.2.6, Appendix A.
    private static readonly Dictionary<string, string> Attributes = new(StringComparer.Ordinal) { ["CN"] = "2.5.4.3", ["O"] = "2.5.4.10", ["OU"] = "2.5.4.11", ["serialNumber"] = "2.5.4.5" };

    // The tags of GeneralName, RFC 5280 §4.2.1.6.
    private static readonly Dictionary<string, int> Alternatives = new(StringComparer.Ordinal) { ["email"] = 1, ["dns"] = 2, ["uri"] = 6 };

    /// <summary>The caller whose connection it is; neither a caller nor a problem: it showed no certificate.</summary>
    public (Caller? Caller, Problem? Problem) Find(HttpContext context)
    {
        if (context.Connection.ClientCertificate is not { } certificate || IsOfAnotherSite(context.Request)) return default;
        // A connection may be older than its certificate's end.
        if (clock.GetUtcNow() >= certificate.NotAfter.ToUniversalTime()) return (null, Refuse("it has expired"));
        // What was read of it holds for its connection.
        var items = context.Features.Get<IConnectionItemsFeature>()?.Items;
        if (items is not null && items.TryGetValue(Known, out var known)) return ((Caller?)known, known is null ? Refuse(Why) : null);
        var caller = Read(certificate);
        items?.TryAdd(Known, caller);
        return caller is null ? (null, Refuse(Why)) : (caller, null);
    }

    // A browser shows it to whatever a page of any site makes it send, and asks nobody first about a POST without a body.
    private static bool IsOfAnotherSite(HttpRequest request) =>
        (request.Headers.Origin is { Count: > 0 } origin && origin != $"{request.Scheme}://{request.Host}")
        || request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");

    /// <summary>The caller of whom a certificate speaks; null: it does not say one.</summary>
    internal Caller? Read(X509Certificate2 certificate)
    {
        if (Values(certificate, names.Id) is not [{ Length: > 0 } id]) return null;
        var claims = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var name in CertificateClaims.Names)
        {
            if (Values(certificate, name) is { Count: > 0 } values) claims.Add($"certificate{char.ToUpperInvariant(name[0])}{name[1..]}", values);
        }
        return new Caller { Id = id, Roles = names.Roles is { } roles ? Values(certificate, roles) : [], Claims = claims };
    }

    private string Why => $"it does not say who the caller is: it needs one '{names.Id}'";

    private static Problem Refuse(string why) => ErrorCatalogue.Unauthenticated.Because($"The client certificate is not accepted: {why}.");

    private static List<string> Values(X509Certificate2 certificate, string name) =>
        name == CertificateClaims.Fingerprint ? [Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256))]
        : Attributes.TryGetValue(name, out var oid) ? OfSubject(certificate, oid)
        : OfAlternatives(certificate, Alternatives[name]);

    private static List<string> OfSubject(X509Certificate2 certificate, string oid) =>
        [.. certificate.SubjectName.EnumerateRelativeDistinguishedNames().Where(part => !part.HasMultipleElements && part.GetSingleElementType().Value == oid).Select(part => part.GetSingleElementValue()).OfType<string>()];

    private static List<string> OfAlternatives(X509Certificate2 certificate, int tag)
    {
        var found = new List<string>();
        var kind = new Asn1Tag(TagClass.ContextSpecific, tag);
        foreach (var extension in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            var names = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
            while (names.HasData)
            {
                if (names.PeekTag().HasSameClassAndValue(kind)) found.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, kind));
                else names.ReadEncodedValue();
            }
        }
        return found;
    }
}
