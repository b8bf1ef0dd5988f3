using System.Collections.Frozen;
using System.Text.Json;
using Lintel.Access;
using Lintel.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lintel.Http.Auth;

/// <summary>The API keys that a server accepts now: its file is looked at once a second, so that a key which is revoked ends within it. A file that can't be read has none.</summary>
internal sealed partial class ApiKeys(ApiKeyFile file, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private FrozenDictionary<string, ApiKey> _keys = FrozenDictionary<string, ApiKey>.Empty;
    private (DateTime, long) _stamp;
    private long _looked;

    /// <summary>The caller who brings a key with a request, or the problem with it.</summary>
    public (Caller? Caller, Problem? Problem) Find(HttpContext context, string text)
    {
        if (ApiKey.IdOf(text) is not { } id || !Known().TryGetValue(id, out var key) || !key.Matches(text)) return Refuse("it is no key of this service");
        if (key.Revoked is not null) return Refuse("it was revoked");
        if (clock.GetUtcNow() >= key.Expires) return Refuse("it has expired");
        context.Features.Set(new ApiKeyUsed(key.Id));
        return (new Caller { Id = key.Caller, Roles = key.Roles, Claims = key.Claims }, null);
    }

    private FrozenDictionary<string, ApiKey> Known()
    {
        lock (_gate)
        {
            if (_looked != 0 && clock.GetElapsedTime(_looked) < Interval) return _keys;
            _looked = clock.GetTimestamp();
            var stamp = file.Stamp;
            if (stamp == _stamp) return _keys;
            try
            {
                _keys = file.Read().ToFrozenDictionary(key => key.Id, StringComparer.Ordinal);
                _stamp = stamp;
            }
            catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                // What is wrong stays wrong until it is written again; what can't be read may be readable the next time.
                if (exception is JsonException or ArgumentException) _stamp = stamp;
                _keys = FrozenDictionary<string, ApiKey>.Empty;
                CouldNotRead(file.Path, exception.Message);
            }
            return _keys;
        }
    }

    private static (Caller?, Problem?) Refuse(string why) => (null, ErrorCatalogue.Unauthenticated.Because($"The API key is not accepted: {why}."));

    [LoggerMessage(3, LogLevel.Warning, "No API key is accepted: {Path} can't be read: {Reason}")]
    private partial void CouldNotRead(string path, string reason);
}
