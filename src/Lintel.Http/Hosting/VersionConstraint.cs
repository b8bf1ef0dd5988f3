using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Lintel.Http.Hosting;

/// <summary>Takes for the version's segment of a path just the version that is served, which the next engine may change.</summary>
internal sealed class VersionConstraint(ServedEngine served) : IRouteConstraint
{
    private const string Key = "version";

    /// <summary>The pattern of what stands behind the version: <c>/{**path}</c>.</summary>
    public static RoutePattern Below(ServedEngine served, string path) => served.IsReplaceable
        ? RoutePatternFactory.Parse($"/{{{Key}}}{path}", defaults: null, parameterPolicies: new RouteValueDictionary { [Key] = new VersionConstraint(served) })
        : RoutePatternFactory.Parse($"/{served.Model.Version}{path}");

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] is string version && version.Equals(served.Model.Version, StringComparison.OrdinalIgnoreCase);
}
