using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Hosting;

/// <summary>What is learned of a request while it is answered, for its line in the log.</summary>
internal sealed class Exchange
{
    /// <summary>The path with names in place of keys; null: no route.</summary>
    public string? Route { get; set; }

    /// <summary>Statements that ran in the store.</summary>
    public int Statements { get; set; }

    /// <summary>What the store said when it failed.</summary>
    public Exception? Failure { get; set; }

    /// <summary>That of a request.</summary>
    public static Exchange Of(HttpContext context)
    {
        if (context.Features.Get<Exchange>() is { } known) return known;
        var exchange = new Exchange();
        context.Features.Set(exchange);
        return exchange;
    }
}
