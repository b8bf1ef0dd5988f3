using Lintel.Access;
using Lintel.Http.Auth;

namespace Lintel.Http.Tests.Limits;

/// <summary>How rates are met: the clock of a test stands still, so that nothing comes back meanwhile.</summary>
internal static class RateProbes
{
    /// <summary>A service that knows of everybody that it is alice, with a key, and has these limits.</summary>
    public static Task<TestService> StartAsync(string limits) => TestService.StartAsync($"{LimitProbes.Contract}\nlimits: {limits}\n", new TestOptions
    {
        Request = static context =>
        {
            CallerOf.Set(context, new Caller { Id = "alice" });
            context.Features.Set(new ApiKeyUsed("k1"));
        },
    });

    /// <summary>More requests than come back, of which two may come at once.</summary>
    public static async Task<Reply> BeyondAsync(string rate)
    {
        await using var service = await StartAsync($"{{ {rate}: 1/s, rateBurst: 2 }}");
        foreach (var _ in (int[])[1, 2]) (await service.GetAsync("books")).Expect(200);
        var refused = await service.GetAsync("books");
        service.Clock.Advance(TimeSpan.FromMilliseconds(999));
        (await service.GetAsync("books")).Expect(429);
        service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await service.GetAsync("books")).Expect(200);
        return refused;
    }

    /// <summary>One more request than may come at once.</summary>
    public static async Task<Reply> BurstAsync()
    {
        await using var service = await StartAsync("{ addressRate: 1/h, rateBurst: 5 }");
        foreach (var _ in (int[])[1, 2, 3, 4, 5]) (await service.GetAsync("books")).Expect(200);
        return await service.GetAsync("books");
    }
}
