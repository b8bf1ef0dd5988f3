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
    private static readonly string[] Reads = ["GET", "HEAD", "OPTIONS"];

    /// <summary>Registers what <see cref="MapLintel"/> needs.</summary>
    public static IServiceCollection AddLintel(this IServiceCollection services, LintelEngine engine, LintelHttpOptions? options = null)
    {
        services.AddRouting();
        services.TryAddSingleton(engine.Clock);
        services.AddSingleton(engine);
        services.AddSingleton(options ?? new LintelHttpOptions());
        services.AddSingleton<ListenGate>();
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
        MapRead(endpoints, $"/{model.Version}/openapi.json", documents.JsonAsync);
        MapRead(endpoints, $"/{model.Version}/openapi.yaml", documents.YamlAsync);
        endpoints.MapLintelDocs(model);
        MapRead(endpoints, "/livez", Probes.LiveAsync);
        MapRead(endpoints, "/readyz", probes.ReadyAsync);
        MapRead(endpoints, "/", static context =>
        {
            context.Response.Redirect(DocsPage.Path);
            return Task.CompletedTask;
        });
        endpoints.MapFallback((RequestDelegate)NotFoundAsync);
        return endpoints;
    }

    private static void MapRead(IEndpointRouteBuilder endpoints, string path, RequestDelegate read) => endpoints.Map(path, context =>
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
