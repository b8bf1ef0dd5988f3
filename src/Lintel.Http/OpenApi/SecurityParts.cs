using System.Text.Json.Nodes;
using Lintel.Expressions;
using Lintel.Model;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.OpenApi;

/// <summary>How callers say who they are, what each operation needs of them, and which answers that can have.</summary>
internal sealed class SecurityParts(ServiceModel model, DocumentComponents components)
{
    private const string Token = "token", Key = "apiKey", Certificate = "certificate";

    // Whoever names a field that is kept from them is told so, and a read names what relations lead to, too.
    private readonly bool _hidesFields = model.Resources.Any(resource => resource.Fields.Any(field => field.Access is not null));

    /// <summary>The statuses that any operation can have for it: a token that is sent and is not accepted is refused where none is needed, too.</summary>
    public IReadOnlyList<int> Problems => model.Auth is null ? [] : [StatusCodes.Status401Unauthorized];

    /// <summary>What operations ask for that say nothing themselves: nothing, or one of the schemes.</summary>
    public JsonArray Needs() => model.Auth is null ? [] : Needs(Admission.Depends);

    /// <summary>The schemes; null: there are none.</summary>
    public JsonObject? Schemes()
    {
        if (model.Auth is not { } auth) return null;
        var schemes = Bearers(auth);
        if (auth.Certificates is { } names)
            schemes[Certificate] = new JsonObject { ["type"] = "mutualTLS", ["description"] = $"A client certificate of an authority that the server names; its `{names.Id}` says who the caller is." };
        return schemes;
    }

    private static JsonObject Bearers(AuthSettings auth) => new()
    {
        [Token] = Bearer("JWT", auth.Issuer is { } issuer
            ? $"An access token (RFC 6750) of {issuer} for the audience `{auth.Audience}`, signed with {string.Join(", ", auth.Algorithms)}; verified by RFC8725."
            : $"A development token for the audience `{auth.Audience}`, as `lintel token` makes it; verified by RFC8725."),
        [Key] = Bearer("lintel_…", "An API key, as `lintel keys create` makes it: sent where a token would be."),
    };

    /// <summary>Says what an operation that reads needs.</summary>
    public JsonObject OfRead(JsonObject operation, Resource resource, Resource? of = null)
    {
        if (model.Auth is null) return operation;
        var needs = AccessNeeds.All(of is null ? [resource.Access!.Read] : [of.Access!.Read, resource.Access!.Read]);
        return Guard(operation, needs, needs.MayForbid || _hidesFields);
    }

    /// <summary>Says what an operation needs that writes rows; what is written must be seen.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="resource">Whose rows.</param>
    /// <param name="policies">Which policy it asks; where there are several, by its conditional headers one of them or all.</param>
    public JsonObject OfWrite(JsonObject operation, Resource resource, params Func<ResourceAccess, Policy>[] policies)
    {
        if (model.Auth is null) return operation;
        var access = resource.Access!;
        var needs = policies is [var only] ? AccessNeeds.All(only(access), access.Read) : AccessNeeds.Any(policies.Select(policy => policy(access)));
        // With If-Match it is an update alone, with If-None-Match a create: so nobody who may do one of the two is told that they may not.
        return Guard(operation, needs, policies.Any(policy => AccessNeeds.All(policy(access), access.Read).MayForbid) || _hidesFields || MayHide(resource));
    }

    /// <summary>Says what a call of a function needs; of rows that it gives each caller sees their own.</summary>
    public JsonObject OfCall(JsonObject operation, ServiceFunction function)
    {
        if (model.Auth is null) return operation;
        var needs = AccessNeeds.All(function.Access);
        return Guard(operation, needs, needs.MayForbid || _hidesFields || function.Returns is { Kind: FunctionResultKind.Rows });
    }

    /// <summary>Says of an operation that what it needs depends on what it is given.</summary>
    public JsonObject OfAny(JsonObject operation)
    {
        if (model.Auth is null) return operation;
        operation["security"] = Needs();
        return Forbid(operation);
    }

    /// <summary>The header of an answer 401.</summary>
    public static JsonObject Challenge() => new()
    {
        ["description"] = "What is asked for, and what is wrong with what was sent (RFC 6750, section 3).",
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    /// <summary>What a field needs that not everybody sees, as a sentence; null: nothing more than its row.</summary>
    public static string? OfField(Field field) => field.Access is { Read: var read } ? AccessNeeds.All(read).Sentence() : null;

    private static JsonObject Bearer(string format, string description) => new() { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = format, ["description"] = description };

    private JsonArray Needs(Admission anonymous)
    {
        var needs = new JsonArray();
        if (anonymous != Admission.Never) needs.Add((JsonNode)new JsonObject());
        foreach (var scheme in model.Auth!.Certificates is null ? (string[])[Token, Key] : [Token, Key, Certificate]) needs.Add((JsonNode)new JsonObject { [scheme] = new JsonArray() });
        return needs;
    }

    private JsonObject Guard(JsonObject operation, AccessNeeds needs, bool mayForbid)
    {
        // Who is known may see more of the same row.
        operation["security"] = needs.IsPublic && !_hidesFields ? [] : Needs(needs.Anonymous);
        if (needs.Sentence() is { } sentence)
        {
            operation["description"] = $"{operation["description"]} {sentence}";
            operation["x-access"] = new JsonObject
            {
                ["anonymous"] = Word(needs.Anonymous),
                ["signedIn"] = Word(needs.SignedIn),
                ["roles"] = Schema.List(needs.Roles),
            };
        }
        return mayForbid ? Forbid(operation) : operation;
    }

    private JsonObject Forbid(JsonObject operation)
    {
        var responses = (JsonObject)operation["responses"]!;
        if (!responses.ContainsKey("403")) responses.Insert(responses.IndexOf("401") + 1, "403", components.Problems.Of(StatusCodes.Status403Forbidden));
        return operation;
    }

    // A list that the caller may not see whole can't be written whole.
    private static bool MayHide(Resource resource) => resource.Relations.Any(relation => relation.Kind switch
    {
        RelationKind.Children => !relation.Target.Access!.ReadBelow.IsPublic || MayHide(relation.Target),
        RelationKind.ManyToMany => relation.KeysName is not null && !relation.Target.Access!.Read.IsPublic,
        RelationKind.Reference or RelationKind.Reverse => false,
    });

    private static string Word(Admission admission) => admission switch
    {
        Admission.Never => "never",
        Admission.Depends => "depends",
        Admission.Always => "always",
    };
}
