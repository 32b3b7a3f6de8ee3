using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Floor;

/// <summary>Linux epoll (epoll(7)), level-triggered, for readiness to read; and the two system calls that follow it.</summary>
[SupportedOSPlatform("linux")]
internal sealed partial class Epoll : IDisposable
{
    private const int AddDescriptor = 1;
    private const uint In = 0x1;
    private const int TryAgain = 11;
    private const int NoSignal = 0x4000;

    // struct epoll_event is packed on x86-64 only: 4 bytes of events, 8 bytes of data.
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = EventSize - 8;

    private readonly int _descriptor;
    private readonly byte[] _events;
    private readonly int[] _ready;

    public Epoll(int maxEvents)
    {
        _descriptor = Checked(Create(0));
        _events = new byte[maxEvents * EventSize];
        _ready = new int[maxEvents];
    }

    /// <summary>Whether the last <see cref="Receive"/> or <see cref="Send"/> on this thread failed only because it would have had to wait.</summary>
    public static bool WasNotReady => Marshal.GetLastPInvokeError() == TryAgain;

    public static int Receive(int descriptor, Span<byte> buffer) => (int)ReceiveNow(descriptor, buffer, buffer.Length, 0);

    public static int Send(int descriptor, ReadOnlySpan<byte> buffer) => (int)SendNow(descriptor, buffer, buffer.Length, NoSignal);

    public void Add(int descriptor)
    {
        Span<byte> item = stackalloc byte[EventSize];
        item.Clear();
        MemoryMarshal.Write(item, In);
        MemoryMarshal.Write(item[DataOffset..], (long)descriptor);
        Checked(Control(_descriptor, AddDescriptor, descriptor, item));
    }

    /// <summary>Waits without limit and returns the descriptors that can be read; valid until the next call.</summary>
    public ReadOnlySpan<int> Wait()
    {
        var count = Wait(_descriptor, _events, _ready.Length, -1);
        for (var i = 0; i < count; i++) _ready[i] = MemoryMarshal.Read<int>(_events.AsSpan(i * EventSize + DataOffset));
        return _ready.AsSpan(0, Math.Max(count, 0));
    }

    public void Dispose() => Checked(Close(_descriptor));

    private static int Checked(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int poll, int operation, int descriptor, Span<byte> item);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(int poll, Span<byte> events, int maxEvents, int timeout);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint ReceiveNow(int descriptor, Span<byte> buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint SendNow(int descriptor, ReadOnlySpan<byte> buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
