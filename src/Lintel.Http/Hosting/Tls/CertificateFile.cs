using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Lintel.Http.Hosting.Tls;

/// <summary>The certificate of a server, in a file that is looked at again from time to time: renewed ones are served without a new start.</summary>
internal sealed partial class CertificateFile
{
    /// <summary>How often the file is looked at.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly TlsOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<CertificateFile> _logger;
    private readonly Lock _lock = new();
    private volatile SslStreamCertificateContext _current;
    private DateTime _written;
    private long _looked;

    /// <summary>Reads it.</summary>
    /// <exception cref="CryptographicException">It is none, or has no key.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public CertificateFile(TlsOptions options, TimeProvider clock, ILogger<CertificateFile> logger)
    {
        (_options, _clock, _logger) = (options, clock, logger);
        (_written, _looked) = (Written(), clock.GetTimestamp());
        _current = Read(options);
    }

    /// <summary>What is served now.</summary>
    public SslStreamCertificateContext Current
    {
        get
        {
            if (_clock.GetElapsedTime(Volatile.Read(ref _looked)) >= Pause) Look();
            return _current;
        }
    }

    /// <summary>Why there is nothing to serve in that file; null: there is.</summary>
    public static string? WhyNot(TlsOptions options)
    {
        try
        {
            Read(options).TargetCertificate.Dispose();
            return null;
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return exception.Message;
        }
    }

    private void Look()
    {
        // One who comes looks, and the others don't wait for it.
        if (!_lock.TryEnter()) return;
        try
        {
            Volatile.Write(ref _looked, _clock.GetTimestamp());
            if (Written() is var written && written == _written) return;
            // The one before lives on in the connections that began with it.
            _current = Read(_options);
            _written = written;
            Renewed(_options.Certificate, _current.TargetCertificate.NotAfter);
        }
        // A file that is just being written is read whole the next time.
        catch (Exception exception) when (IsUnreadable(exception))
        {
            Unreadable(_options.Certificate, exception.Message);
        }
        finally
        {
            _lock.Exit();
        }
    }

    private static SslStreamCertificateContext Read(TlsOptions options)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(options.Certificate);
        return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(options.Certificate, options.Key ?? options.Certificate), chain, offline: true);
    }

    private DateTime Written()
    {
        var (certificate, key) = (File.GetLastWriteTimeUtc(_options.Certificate), File.GetLastWriteTimeUtc(_options.Key ?? _options.Certificate));
        return certificate > key ? certificate : key;
    }

    private static bool IsUnreadable(Exception exception) => exception is CryptographicException or IOException or UnauthorizedAccessException;

    [LoggerMessage(1, LogLevel.Information, "{File} changed, and is served from now on; it is valid until {Until:u}")]
    private partial void Renewed(string file, DateTime until);

    [LoggerMessage(2, LogLevel.Warning, "{File} changed and can't be read, and the certificate that it had is served on: {Reason}")]
    private partial void Unreadable(string file, string reason);
}
