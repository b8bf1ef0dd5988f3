using System.Globalization;
using Lintel.Contract.Fields;
using Lintel.Contract.Language;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Reads the top level of all files of a contract together.</summary>
internal sealed class ServiceReader(DiagnosticBag bag)
{
    private readonly Dictionary<string, Entry> _top = new(StringComparer.Ordinal);
    private readonly List<ResourceDeclaration> _resources = [];

    public ServiceDeclaration Read(IReadOnlyList<MappingNode> roots)
    {
        var checker = new ShapeChecker(bag);
        foreach (var root in roots)
        {
            checker.CheckRoot(root);
            foreach (var entry in root.Entries)
                ReadTop(entry);
        }

        if (roots.Count > 0)
            ReportMissing(roots[0].Place);
        if (Text("lintel") is { } language && language.Value.TrimStart('0') != "1")
            bag.Report(LanguageRules.LanguageVersion, language.Place, $"This version of Lintel reads version 1 of the language, not {language.Value}.", "write `lintel: 1`, or use a newer Lintel");
        var name = Text("service")?.Value ?? "service";
        var audit = AuditDeclaration.Of(_top.GetValueOrDefault("audit"), _resources);
        return new ServiceDeclaration
        {
            Name = name,
            Version = Text("version")?.Value ?? "v1",
            Info = ReadInfo(Top("info"), name),
            Objectives = ReadObjectives(Top("slo")),
            Isolation = Text("isolation")?.Value == "snapshot" ? Isolation.Snapshot : Isolation.Serializable,
            IsExternal = Text("schema")?.Value == "external",
            Limits = ReadLimits(Top("limits")),
            Auth = ReadAuth(name),
            Access = AccessDeclaration.Of(Top("access")),
            Tenant = ReadTenant(),
            Audit = audit,
            Seed = Text("seed"),
            Resources = audit is null ? _resources : [.. _resources, .. AuditResources.Declare(audit, _top.ContainsKey("tenant"), bag).ExceptBy(_resources.Select(resource => resource.Name.Value), declared => declared.Name.Value)],
            Functions = FunctionReader.ReadAll(Top("functions"), bag),
        };
    }

    private void ReadTop(Entry entry)
    {
        if (entry.Key.Text == "resources")
        {
            _top.TryAdd("resources", entry);
            if (entry.Value is MappingNode resources)
            {
                foreach (var resource in resources.Entries)
                    ReadResource(resource);
            }
        }
        else if (_top.TryGetValue(entry.Key.Text, out var first))
        {
            bag.Report(LanguageRules.GivenInTwoFiles, entry.Key.Place,
                $"{Wording.Quoted(entry.Key.Text)} was given in {Path.GetFileName(first.Key.Place.File.Path)} already.", "keep one of the two; only `resources` may stand in several files");
        }
        else
        {
            _top.Add(entry.Key.Text, entry);
        }
    }

    private void ReadResource(Entry entry)
    {
        if (_resources.FirstOrDefault(other => other.Name.Value == entry.Key.Text) is { } first)
        {
            bag.Report(LanguageRules.GivenInTwoFiles, entry.Key.Place,
                $"The resource {Wording.Quoted(entry.Key.Text)} was given in {Path.GetFileName(first.Name.Place.File.Path)} already.", "keep one of the two");
        }
        else if (_resources.Count == ShapeChecker.MaxItems)
        {
            bag.Report(YamlRules.TooLarge, entry.Key.Place, $"A contract has at most {ShapeChecker.MaxItems} resources.");
            bag.Incomplete = true;
        }
        else if (_resources.Count < ShapeChecker.MaxItems)
        {
            _resources.Add(ResourceReader.Read(entry, bag));
        }
    }

    private void ReportMissing(Place start)
    {
        foreach (var key in ContractKeys.Root.Keys)
        {
            if (key.Required && !bag.Incomplete && !_top.ContainsKey(key.Name) && !_top.Values.Any(entry => entry.Value.Broken && Nearest.To(entry.Key.Text, [key.Name]) is not null))
                bag.Report(LanguageRules.MissingKey, start, $"The key {Wording.Quoted(key.Name)} is missing from the contract.", $"add `{key.Name}: {key.Example}`");
        }
    }

    private MappingNode? Top(string key) => _top.GetValueOrDefault(key)?.Value is MappingNode { Broken: false } node ? node : null;

    private Located<string>? Text(string key) =>
        _top.GetValueOrDefault(key)?.Value is ScalarNode { Broken: false } node ? new(node.Text, node.Place) : null;

    private static ServiceInfo ReadInfo(MappingNode? info, string name)
    {
        var contact = info?.Find("contact") as MappingNode;
        return new ServiceInfo
        {
            Title = info?.FindText("title")?.Value ?? name,
            Description = info?.FindText("description")?.Value,
            ContactName = contact?.FindText("name")?.Value,
            ContactEmail = contact?.FindText("email")?.Value,
            ContactUrl = contact?.FindText("url")?.Value,
            License = info?.FindText("license")?.Value,
        };
    }

    private AuthSettings? ReadAuth(string service)
    {
        if (!_top.ContainsKey("auth"))
            return null;
        var (auth, defaults) = (Top("auth"), new CallerClaims());
        var claims = auth?.Find("claims") as MappingNode;
        var issuer = auth?.FindText("issuer");
        if (issuer is { } named && named.Value.StartsWith("http://", StringComparison.Ordinal) && !AuthSettings.IsSafe(named.Value))
            bag.Report(AccessRules.OpenIssuer, named.Place, $"{Wording.Quoted(named.Value)} is read without TLS, and not from this machine.", "begin it with `https://`");
        return new AuthSettings
        {
            Issuer = issuer?.Value,
            Audience = auth?.FindText("audience")?.Value ?? service,
            Algorithms = auth?.Find("algorithms") is SequenceNode { Broken: false } names ? [.. names.Items.OfType<ScalarNode>().Select(name => name.Text)] : AuthSettings.DefaultAlgorithms,
            Skew = auth?.FindText("skew")?.Value is { } skew ? TimeSpan.FromSeconds(Number(skew[..^1])) : TimeSpan.FromSeconds(30),
            Certificates = auth?.Find("certificates") is MappingNode certificates ? ReadCertificates(certificates) : null,
            Claims = new CallerClaims { Id = claims?.FindText("id")?.Value ?? defaults.Id, Roles = claims?.FindText("roles")?.Value ?? defaults.Roles },
        };
    }

    private TenantDeclaration? ReadTenant()
    {
        if (Text("tenant") is { } name)
            return new TenantDeclaration(name.Place, name.Value, name.Value, null);
        if (Top("tenant") is not { } tenant)
            return null;
        var field = tenant.FindText("field")?.Value ?? "tenant";
        return new TenantDeclaration(tenant.Place, field, tenant.FindText("claim")?.Value ?? field, tenant.FindText("existing"));
    }

    private static CertificateClaims ReadCertificates(MappingNode certificates)
    {
        var defaults = new CertificateClaims();
        return new CertificateClaims { Id = certificates.FindText("id")?.Value ?? defaults.Id, Roles = certificates.FindText("roles")?.Value };
    }

    private static ServiceObjectives? ReadObjectives(MappingNode? slo)
    {
        if (slo is null)
            return null;
        TimeSpan? p99 = slo.FindText("p99")?.Value is { } time
            ? time.EndsWith("ms", StringComparison.Ordinal) ? TimeSpan.FromMilliseconds(Number(time[..^2])) : TimeSpan.FromSeconds(Number(time[..^1]))
            : null;
        int? peak = slo.FindText("peak")?.Value is { } rate ? int.Parse(rate[..^2], CultureInfo.InvariantCulture) : null;
        decimal? availability = slo.FindText("availability")?.Value is { } share ? decimal.Parse(share[..^1], CultureInfo.InvariantCulture) : null;
        return new ServiceObjectives(p99, peak, availability);
    }

    private static ServiceLimits ReadLimits(MappingNode? limits)
    {
        var read = ServiceLimits.Default;
        foreach (var limit in LimitTable.All)
        {
            if (limits?.Find(limit.Key) is ScalarNode { Broken: false } node && LimitText.TryRead(limit.Unit, node.Text, out var value))
                read = limit.Set(read, value);
        }

        return read;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
