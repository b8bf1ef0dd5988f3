using System.Buffers;
using System.Text.Json;
using Lintel.Results;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Rest;

/// <summary>A JSON body in a pooled buffer, so that its length and its hash are known before the first byte is sent.</summary>
internal sealed class ResponseBody : IBufferWriter<byte>, IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = LeastEscaping.Instance, SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? s_spare;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _used;

    public ResponseBody()
    {
        Writer = s_spare ?? new Utf8JsonWriter(this, Options);
        s_spare = null;
        Writer.Reset(this);
    }

    public Utf8JsonWriter Writer { get; }

    /// <summary>The most bytes that can be written. Default: any number.</summary>
    public long Most { get; init; } = long.MaxValue;

    /// <summary>What was written.</summary>
    /// <exception cref="ResultTooLargeException">That is too much.</exception>
    public ReadOnlyMemory<byte> Written
    {
        get
        {
            Writer.Flush();
            Check();
            return _buffer.AsMemory(0, _used);
        }
    }

    /// <summary>Forgets what was written, so that another value can be.</summary>
    public void Clear()
    {
        Writer.Reset();
        _used = 0;
    }

    /// <summary>Sends the body with its length; of a HEAD request the length alone.</summary>
    public async ValueTask SendAsync(HttpContext context)
    {
        var body = Written;
        context.Response.ContentLength = body.Length;
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    public void Advance(int count) => _used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _buffer.AsMemory(_used);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _buffer.AsSpan(_used);
    }

    public void Dispose()
    {
        Writer.Reset(Sink.Instance);
        s_spare = Writer;
        ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _buffer, []));
    }

    private void Check()
    {
        if (_used > Most) throw new ResultTooLargeException();
    }

    private void Grow(int room)
    {
        room = Math.Max(room, 256);
        if (_used + room <= _buffer.Length) return;
        Check();
        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_used + room, _buffer.Length * 2)));
        _buffer.AsSpan(0, _used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    /// <summary>Where a spare writer points, so that it keeps no buffer alive.</summary>
    private sealed class Sink : IBufferWriter<byte>
    {
        public static readonly Sink Instance = new();

        public void Advance(int count) { }

        public Memory<byte> GetMemory(int sizeHint = 0) => throw new InvalidOperationException();

        public Span<byte> GetSpan(int sizeHint = 0) => throw new InvalidOperationException();
    }
}
