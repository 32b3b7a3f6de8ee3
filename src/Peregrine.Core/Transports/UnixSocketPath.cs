using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace Peregrine.Transports;

/// <summary>Paths and abstract names of Unix sockets. How long they may be is the platform's to say: 108 bytes on Linux, 104 on macOS.</summary>
internal static class UnixSocketPath
{
    /// <summary>The end point of a path, or of a name behind a NUL; false when it is too long for this platform.</summary>
    public static bool TryMake(string path, [NotNullWhen(true)] out UnixDomainSocketEndPoint? endPoint)
    {
        try
        {
            endPoint = new(path);
        }
        catch (ArgumentOutOfRangeException)
        {
            endPoint = null;
        }

        return endPoint is not null;
    }
}
