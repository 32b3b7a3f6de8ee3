using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Peregrine.Transports;

/// <summary>The kernel's readiness queue (epoll(7)), as far as the poll loop needs it: each socket is added once, edge-triggered, for both directions.</summary>
[SupportedOSPlatform("linux")]
internal sealed partial class Epoll : IDisposable
{
    public const uint Readable = 0x001; // EPOLLIN
    public const uint Writable = 0x004; // EPOLLOUT
    public const uint Failed = 0x008 | 0x010 | 0x2000; // EPOLLERR, EPOLLHUP, EPOLLRDHUP: both directions are to look

    private const uint EdgeTriggered = 1u << 31;
    private const int CloseOnExec = 0x80000;
    private const int Add = 1;
    private const int Delete = 2;
    private const int Interrupted = 4; // EINTR

    private readonly int _descriptor;

    public Epoll()
    {
        _descriptor = Create(CloseOnExec);
        if (_descriptor < 0) throw new IOException($"The kernel gave no epoll instance (errno {Marshal.GetLastPInvokeError()}).");
    }

    /// <summary>Watches a descriptor; its events carry <paramref name="id"/>.</summary>
    public void Watch(SafeHandle socket, int id)
    {
        var wanted = new Event { Events = Readable | Writable | 0x2000 | EdgeTriggered, Id = (ulong)id };
        if (Control(_descriptor, Add, (int)socket.DangerousGetHandle(), ref wanted) < 0) throw new IOException($"The socket cannot be polled (errno {Marshal.GetLastPInvokeError()}).");
    }

    /// <summary>Stops watching. No effect when the descriptor is closed already.</summary>
    public void Forget(SafeHandle socket)
    {
        var none = default(Event);
        if (!socket.IsClosed) _ = Control(_descriptor, Delete, (int)socket.DangerousGetHandle(), ref none);
    }

    /// <summary>Waits for events and returns how many there are.</summary>
    public int Wait(Span<Event> events)
    {
        while (true)
        {
            var count = Wait(_descriptor, ref MemoryMarshal.GetReference(events), events.Length, -1);
            if (count >= 0) return count;
            if (Marshal.GetLastPInvokeError() != Interrupted) throw new IOException($"epoll_wait failed (errno {Marshal.GetLastPInvokeError()}).");
        }
    }

    public void Dispose() => _ = Close(_descriptor);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int epoll, int operation, int descriptor, ref Event wanted);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(int epoll, ref Event events, int count, int timeout);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    /// <summary>struct epoll_event, which is packed on x64 and aligned elsewhere; see <see cref="SocketTransport"/>.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    internal struct Event
    {
        public uint Events;
        public ulong Id;
    }
}
