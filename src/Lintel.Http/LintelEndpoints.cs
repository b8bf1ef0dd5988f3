using Lintel.Engine;
using Lintel.Errors;
using Lintel.Http.Auth;
using Lintel.Http.GraphQl;
using Lintel.Http.Hosting;
using Lintel.Http.Hosting.Rates;
using Lintel.Http.OpenApi;
using Lintel.Http.Rest;
using Lintel.Http.Rest.Functions;
using Lintel.Http.Rest.Units;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lintel.Http;

/// <summary>Serves an engine in any ASP.NET Core host.</summary>
public static class LintelEndpoints
{
    private static readonly string[] Reads = ["GET", "HEAD", "OPTIONS"];

    /// <summary>Registers what <see cref="MapLintel"/> needs.</summary>
    public static IServiceCollection AddLintel(this IServiceCollection services, LintelEngine engine, LintelHttpOptions? options = null)
    {
        services.AddRouting();
        services.AddLogging();
        services.TryAddSingleton(engine.Clock);
        services.AddSingleton(options ?? new LintelHttpOptions());
        services.AddSingleton<ListenGate>();
        services.AddSingleton<Draining>();
        services.AddSingleton<RateGate>();
        services.AddSingleton(provider => new ServedEngine(
            engine, provider.GetRequiredService<LintelHttpOptions>(), provider.GetRequiredService<Draining>(), provider.GetRequiredService<RateGate>(), provider.GetRequiredService<ILogger<Authentication>>()));
        services.AddTransient(provider => provider.GetRequiredService<ServedEngine>().Engine);
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Draining>());
        return services;
    }

    /// <summary>
    /// Serves the API below its version, its documents at <c>openapi.json</c> and <c>openapi.yaml</c> there, a reference page at
    /// <c>/docs</c>, GraphQL at <c>/graphql</c>, and probes at <c>/livez</c> and <c>/readyz</c>.
    /// </summary>
    public static IEndpointRouteBuilder MapLintel(this IEndpointRouteBuilder endpoints)
    {
        var served = endpoints.ServiceProvider.GetRequiredService<ServedEngine>();
        endpoints.Map(VersionConstraint.Below(served, "/{**path}"), served.AnswerCallers(static (serving, context) => serving.Rest.HandleAsync(context)));
        endpoints.Map(VersionConstraint.Below(served, UnitEndpoint.Method), served.AnswerCallers(static (serving, context) => serving.Units.HandleAsync(context)));
        endpoints.Map(VersionConstraint.Below(served, FunctionEndpoint.Method), served.AnswerCallers(static (serving, context) => serving.Functions.HandleAsync(context)));
        MapRead(endpoints, VersionConstraint.Below(served, "/openapi.json"), served.Answer(static (serving, context) => serving.Documents.JsonAsync(context)));
        MapRead(endpoints, VersionConstraint.Below(served, "/openapi.yaml"), served.Answer(static (serving, context) => serving.Documents.YamlAsync(context)));
        var graphQl = endpoints.ServiceProvider.GetRequiredService<LintelHttpOptions>().GraphQl;
        if (graphQl.IsServed)
        {
            endpoints.Map(RoutePatternFactory.Parse(GraphQlOptions.Path), served.AnswerCallers(
                static (serving, context) => serving.GraphQl.HandleAsync(context), static (serving, context, problem) => serving.GraphQl.RefuseAsync(context, problem)));
        }
        if (graphQl is { IsServed: true, IsOpen: true }) MapRead(endpoints, RoutePatternFactory.Parse(GraphQlOptions.Path + "/{part}"), GraphQlEndpoint.SendPartAsync);
        endpoints.MapLintelDocs(served);
        MapRead(endpoints, RoutePatternFactory.Parse("/livez"), Probes.LiveAsync);
        MapRead(endpoints, RoutePatternFactory.Parse("/readyz"), served.Answer(static (serving, context) => serving.Probes.ReadyAsync(context)));
        MapRead(endpoints, RoutePatternFactory.Parse("/"), static context =>
        {
            context.Response.Redirect(DocsPage.Path);
            return Task.CompletedTask;
        });
        // Also where the path ends like that of a file.
        endpoints.MapFallback("{**path}", (RequestDelegate)NotFoundAsync);
        return endpoints;
    }

    private static void MapRead(IEndpointRouteBuilder endpoints, RoutePattern path, RequestDelegate read) => endpoints.Map(path, context =>
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) return read(context);
        if (!HttpMethods.IsOptions(method))
            return ProblemWriter.WriteAsync(context, ErrorCatalogue.MethodNotAllowed.Because($"'{method}' is not allowed here.") with { Allow = Reads }).AsTask();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.Allow = string.Join(", ", Reads);
        return Task.CompletedTask;
    });

    private static Task NotFoundAsync(HttpContext context) =>
        ProblemWriter.WriteAsync(context, ErrorCatalogue.NotFound.Because("There is nothing at this path.")).AsTask();
}
