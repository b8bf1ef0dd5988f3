using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Http.Rest;

/// <summary>A request as one writes it down: <c>GET /v1/orders?status=paid</c>.</summary>
public static class RequestLine
{
    private const string Get = "GET";

    /// <summary>The read that it asks for, or the problem with it. Without a method it is a GET; of a URL with a server's name, that name means nothing.</summary>
    public static (Operation? Operation, Problem? Problem) Read(ServiceModel model, string text)
    {
        var (call, problem) = ReadCall(model, text);
        return (call?.ToOperation(null, [], false), problem);
    }

    /// <summary>The same as a call, which knows how it is answered.</summary>
    internal static (RestCall? Call, Problem? Problem) ReadCall(ServiceModel model, string text)
    {
        var words = text.Trim().Split(' ', 2, StringSplitOptions.TrimEntries);
        var (method, target) = words is [var first, var second] && first.All(char.IsAsciiLetterUpper) ? (first, second) : (Get, words is [var only] ? only : text.Trim());
        if (method != Get) return (null, ErrorCatalogue.MethodNotAllowed.Because($"Only reads are explained: GET, not {method}."));
        var (path, query) = Split(Local(target));
        var prefix = $"/{model.Version}/";
        if (path.StartsWith($"/{model.Version}:", StringComparison.Ordinal) && model.FindFunction(path.AsSpan(model.Version.Length + 2)) is { } function) return ReadCall(model, function, query);
        if (!path.StartsWith(prefix, StringComparison.Ordinal) || !RestRoute.TryParse(model, path.AsSpan(prefix.Length), out var route))
            return (null, ErrorCatalogue.NotFound.Because($"There is nothing at '{path}': paths begin with {prefix}, such as {prefix}{model.Resources[0].Path}."));
        return RestCall.Read(method, route, query.AsMemory(), model.Limits);
    }

    private static (RestCall? Call, Problem? Problem) ReadCall(ServiceModel model, ServiceFunction function, string query) =>
        function is { Reads: true, Returns: { Kind: FunctionResultKind.Rows, Rows: var rows } }
            ? RestCall.Read(Get, new RestRoute { Resource = rows, Function = function }, query.AsMemory(), model.Limits)
            : (null, ErrorCatalogue.MethodNotAllowed.Because($"Only functions that read rows of a resource are explained, and '{function.Name}' does not."));

    private static string Local(string target)
    {
        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || target.AsSpan(0, scheme).ContainsAny('/', '?')) return target;
        var path = target.IndexOf('/', scheme + 3);
        return path < 0 ? "/" : target[path..];
    }

    private static (string Path, string Query) Split(string target) =>
        target.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? (target[..at], target[at..]) : (target, "");
}
