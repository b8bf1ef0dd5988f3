using Lintel.Engine;
using Lintel.Errors;
using Lintel.Http.Hosting;
using Lintel.Http.OpenApi;
using Lintel.Http.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Lintel.Http;

/// <summary>Serves an engine in any ASP.NET Core host.</summary>
public static class LintelEndpoints
{
    private static readonly string[] Reads = ["GET", "HEAD"];

    /// <summary>Registers what <see cref="MapLintel"/> needs.</summary>
    public static IServiceCollection AddLintel(this IServiceCollection services, LintelEngine engine, LintelHttpOptions? options = null)
    {
        services.AddRouting();
        services.TryAddSingleton(engine.Clock);
        services.AddSingleton(engine);
        services.AddSingleton(options ?? new LintelHttpOptions());
        services.AddSingleton<Draining>();
        services.AddSingleton<Probes>();
        services.AddSingleton<RestEndpoint>();
        services.AddSingleton<Documents>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<Draining>());
        return services;
    }

    /// <summary>
    /// Serves the API below its version, its documents at <c>openapi.json</c> and <c>openapi.yaml</c> there, a reference page at
    /// <c>/docs</c>, and probes at <c>/livez</c> and <c>/readyz</c>.
    /// </summary>
    public static IEndpointRouteBuilder MapLintel(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var rest = services.GetRequiredService<RestEndpoint>();
        var probes = services.GetRequiredService<Probes>();
        var model = services.GetRequiredService<LintelEngine>().Model;
        endpoints.Map($"/{model.Version}/{{**path}}", (RequestDelegate)rest.HandleAsync);
        var documents = services.GetRequiredService<Documents>();
        endpoints.MapMethods($"/{model.Version}/openapi.json", Reads, (RequestDelegate)documents.JsonAsync);
        endpoints.MapMethods($"/{model.Version}/openapi.yaml", Reads, (RequestDelegate)documents.YamlAsync);
        endpoints.MapLintelDocs(model);
        endpoints.MapGet("/livez", (RequestDelegate)Probes.LiveAsync);
        endpoints.MapGet("/readyz", (RequestDelegate)probes.ReadyAsync);
        endpoints.MapGet("/", static context =>
        {
            context.Response.Redirect(DocsPage.Path);
            return Task.CompletedTask;
        });
        endpoints.MapFallback((RequestDelegate)NotFoundAsync);
        return endpoints;
    }

    private static Task NotFoundAsync(HttpContext context) =>
        ProblemWriter.WriteAsync(context, ErrorCatalogue.NotFound.Because("There is nothing at this path.")).AsTask();
}
