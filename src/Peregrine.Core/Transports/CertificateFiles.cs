using System.Net.Security;
using System.Security.Cryptography;

namespace Peregrine.Transports;

/// <summary>
/// A certificate and its key in PEM files, which are read again when they change: a certificate that is renewed on disk (by an ACME client, a mounted
/// secret) is presented from the next handshake on, and connections that are there already go on. Safe for concurrent use; several options may share one.
/// </summary>
public sealed class CertificateFiles
{
    private readonly Lock _gate = new();
    private readonly string _certificateFile;
    private readonly string _keyFile;
    private byte[] _digest;
    private SslStreamCertificateContext _current;
    private long _checked;

    /// <summary>Reads both files.</summary>
    /// <param name="certificateFile">The certificate, and after it those between it and its root, in PEM.</param>
    /// <param name="keyFile">The private key of the first certificate, in PEM, not encrypted.</param>
    /// <param name="time">The clock of <see cref="CheckInterval"/>; the system's when null.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="CryptographicException">The files have no certificate and key that belong together.</exception>
    public CertificateFiles(string certificateFile, string keyFile, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(certificateFile);
        ArgumentException.ThrowIfNullOrEmpty(keyFile);
        _certificateFile = certificateFile;
        _keyFile = keyFile;
        Time = time ?? TimeProvider.System;
        _checked = Time.GetTimestamp();
        (_digest, _current) = Read(seen: [])!.Value; // no digest is empty
    }

    /// <summary>How old what is known of the files may be when a handshake begins; only handshakes look. Default 10 s.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Told when the files have changed to something that cannot be used, such as a certificate whose key is not written yet. The certificate that was read before goes on,
    /// and the files are looked at again after <see cref="CheckInterval"/>. It must not throw. Default null: nobody is told.
    /// </summary>
    public Action<Exception>? ReloadFailed { get; init; }

    private TimeProvider Time { get; }

    /// <summary>The certificate for a handshake that begins now.</summary>
    internal SslStreamCertificateContext Current
    {
        get
        {
            lock (_gate)
            {
                if (Time.GetElapsedTime(_checked) < CheckInterval) return _current;
                _checked = Time.GetTimestamp();
            }

            Reload();
            lock (_gate) return _current;
        }
    }

    private void Reload()
    {
        try
        {
            if (Read(_digest) is not { } changed) return;
            lock (_gate) (_digest, _current) = changed;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            ReloadFailed?.Invoke(unusable);
        }
    }

    // By content: the time of a file says nothing where a link to it is swapped, as in mounted secrets.
    private (byte[] Digest, SslStreamCertificateContext Context)? Read(byte[] seen)
    {
        var certificates = File.ReadAllText(_certificateFile);
        var key = File.ReadAllText(_keyFile);
        var digest = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(certificates + key));
        if (digest.AsSpan().SequenceEqual(seen)) return null;

        return (digest, SslStreamCertificateContext.Create(Pem.Certificate(certificates, key), Pem.Intermediates(certificates), offline: true));
    }
}
