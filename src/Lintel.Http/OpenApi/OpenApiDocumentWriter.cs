using System.Text.Json;
using System.Text.Json.Nodes;
using Lintel.Model;
using Lintel.Results;

namespace Lintel.Http.OpenApi;

/// <summary>The OpenAPI 3.1 document of a service, made once at start-up.</summary>
/// <param name="Json">The document as JSON, UTF-8.</param>
/// <param name="Yaml">The same document as YAML 1.2, UTF-8.</param>
public sealed record OpenApiFiles(ReadOnlyMemory<byte> Json, ReadOnlyMemory<byte> Yaml);

/// <summary>
/// Describes what a service serves over REST, as OpenAPI 3.1.1 with JSON Schema 2020-12. The same model gives the same bytes.
/// </summary>
/// <remarks>
/// The tree is written by hand: Microsoft.OpenApi 3.11 drops an empty <c>security</c> (which says that there is none, and
/// which linters ask for) and writes the string <c>no</c> bare into YAML, a boolean to every YAML 1.1 reader.
/// </remarks>
public static class OpenApiDocumentWriter
{
    // Serialized Unicode stays readable: the document is never put into HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = LeastEscaping.Instance };

    /// <summary>Writes the document of a service.</summary>
    /// <param name="model">The service.</param>
    /// <param name="explains">Whether callers may ask how reads are done: <see cref="LintelHttpOptions.MayExplain"/>. Default: false.</param>
    public static OpenApiFiles Write(ServiceModel model, bool explains = false)
    {
        var document = Document(model, explains);
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, Options)) document.WriteTo(writer);
        return new OpenApiFiles(json.ToArray(), YamlText.Of(document));
    }

    private static JsonObject Document(ServiceModel model, bool explains)
    {
        var roots = model.Resources.Where(resource => resource.Owner is null).ToArray();
        var components = new DocumentComponents(model, explains);
        var paths = new JsonObject();
        foreach (var resource in roots) new ResourcePaths(model, resource, components).AddTo(paths);
        UnitPath.AddTo(paths, model, components);
        var functions = new FunctionPaths(model, components);
        functions.AddTo(paths);
        var document = new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = Info(model),
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/", ["description"] = "The server that sent this document." }),
            ["security"] = components.Security.Needs(),
            ["tags"] = Schema.List(roots.Select(resource => Tag(model, resource)).Append(UnitPath.Tag(model)).Concat(model.Functions.Count > 0 ? [functions.Tag()] : [])),
            ["paths"] = paths,
            ["components"] = components.ToNode(),
        };
        GeneralBounds.AddTo(document, model.Limits);
        return document;
    }

    private static JsonObject Info(ServiceModel model)
    {
        var info = new JsonObject { ["title"] = model.Info.Title, ["version"] = model.Version };
        if (model.Info.Description is { } description) info["description"] = description;
        var contact = new JsonObject();
        if (model.Info.ContactName is { } name) contact["name"] = name;
        if (model.Info.ContactUrl is { } url) contact["url"] = url;
        if (model.Info.ContactEmail is { } email) contact["email"] = email;
        if (contact.Count > 0) info["contact"] = contact;
        if (model.Info.License is { } license) info["license"] = new JsonObject { ["name"] = license, ["identifier"] = license };
        return info;
    }

    private static JsonObject Tag(ServiceModel model, Resource resource)
    {
        var owned = model.Resources.Where(child => child.Owner?.Source == resource).Select(child => Words.Plural(child)).ToArray();
        var text = resource.Description ?? Words.Capital(Words.Plural(resource)) + ".";
        if (owned.Length > 0) text += $" Owns its {string.Join(" and ", owned)}.";
        return new JsonObject { ["name"] = Words.Tag(resource), ["description"] = text };
    }
}
