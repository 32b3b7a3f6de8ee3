using System.Net.Sockets;

namespace Peregrine.Transports;

/// <summary>The file of a listening Unix socket: a stale one of a dead process is removed before, ours after.</summary>
internal sealed class UnixSocketFile
{
    private readonly string _path;

    private UnixSocketFile(string path) => _path = path;

    /// <summary>Makes the path free to bind, or throws <see cref="IOException"/> when something lives there.</summary>
    public static UnixSocketFile Claim(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full)) throw new IOException($"Cannot listen on unix:{path}: it is a directory. Name a file in it.");
        if (File.Exists(full)) RemoveStale(path, full);
        return new(full);
    }

    public void Delete()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Left behind; the next server finds it stale and removes it.
        }
    }

    private static void RemoveStale(string path, string full)
    {
        if (IsOrdinaryFile(full)) throw new IOException($"Cannot listen on unix:{path}: a file that is not a socket is there. Remove it or choose another path.");
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(full));
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(full);
            return;
        }
        catch (SocketException exception)
        {
            throw new IOException($"Cannot listen on unix:{path}: a socket is there that cannot be asked whether it is alive: {TransportErrors.Describe(exception)}. Remove it or choose another path.", exception);
        }

        throw new IOException($"Cannot listen on unix:{path}: address already in use (EADDRINUSE). Another process listens there; stop it or choose another path.");
    }

    // A socket cannot be opened as a file (ENXIO); connect(2) refuses sockets without a listener and ordinary files alike.
    private static bool IsOrdinaryFile(string full)
    {
        if (new FileInfo(full).Length > 0) return true;
        try
        {
            using var handle = File.OpenHandle(full);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
