using Lintel.Errors;
using Lintel.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Lintel.Http.Hosting;

/// <summary>The bounds on what goes before a body.</summary>
internal static class RequestBounds
{
    /// <summary>What is too large of a request's target or headers; null: nothing.</summary>
    public static Problem? Find(HttpRequest request, ServiceLimits limits)
    {
        if (request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is { } target && target.Length > limits.Url)
            return ErrorCatalogue.TargetTooLong.Because($"The path with its query string may have at most {limits.Url} bytes.");
        var (bytes, lines) = (0L, 0);
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values) bytes += name.Length + value?.Length ?? 0;
            lines += values.Count;
        }
        if (bytes > limits.Headers) return ErrorCatalogue.HeadersTooLarge.Because($"All headers together may have at most {limits.Headers} bytes.");
        return lines > limits.HeaderCount ? ErrorCatalogue.HeadersTooLarge.Because($"At most {limits.HeaderCount} headers are allowed.") : null;
    }
}
