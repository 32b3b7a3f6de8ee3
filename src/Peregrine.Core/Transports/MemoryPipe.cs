using System.Runtime.CompilerServices;

namespace Peregrine.Transports;

/// <summary>One direction of a <see cref="MemoryConnection"/>: a ring of bytes with one reader and one writer.</summary>
internal sealed class MemoryPipe(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Signal _readable = new();
    private readonly Signal _writable = new();
    private byte[]? _ring;
    private int _start;
    private int _count;
    private bool _completed;
    private bool _readerClosed;
    private string? _broken;

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        bool done;
        bool wakeWriter;
        int read;
        lock (_gate) done = TryRead_NeedsLock(buffer.Span, out read, out wakeWriter);
        if (wakeWriter) _writable.Fire();
        return done ? new(read) : WaitAndReadAsync(buffer, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool wakeReader;
            int written;
            ValueTask wait = default;
            lock (_gate)
            {
                written = Write_NeedsLock(chunk.Span);
                wakeReader = written > 0 && _readable.Disarm();
                if (written < chunk.Length) wait = _writable.Arm();
            }

            if (wakeReader) _readable.Fire();
            chunk = chunk[written..];
            if (chunk.IsEmpty) return;
            using (cancellationToken.UnsafeRegister(static self => ((MemoryPipe)self!).Wake(), this)) await wait.ConfigureAwait(false);
        }
    }

    /// <summary>The writer has written everything.</summary>
    public void Complete()
    {
        lock (_gate) _completed = true;
        Wake();
    }

    /// <summary>The reader reads no more: a writer is told so.</summary>
    public void CloseReader()
    {
        lock (_gate) _readerClosed = true;
        Wake();
    }

    /// <summary>Both ends fail from now on, and what lies unread is lost.</summary>
    public void Break(string reason)
    {
        lock (_gate)
        {
            _broken ??= reason;
            _ring = null;
            _count = 0;
        }

        Wake();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAndReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool done;
            bool wakeWriter;
            int read;
            ValueTask wait = default;
            lock (_gate)
            {
                done = TryRead_NeedsLock(buffer.Span, out read, out wakeWriter);
                if (!done) wait = _readable.Arm();
            }

            if (wakeWriter) _writable.Fire();
            if (done) return read;
            using (cancellationToken.UnsafeRegister(static self => ((MemoryPipe)self!).Wake(), this)) await wait.ConfigureAwait(false);
        }
    }

    private void Wake()
    {
        bool reader;
        bool writer;
        lock (_gate)
        {
            reader = _readable.Disarm();
            writer = _writable.Disarm();
        }

        if (reader) _readable.Fire();
        if (writer) _writable.Fire();
    }

    private bool TryRead_NeedsLock(Span<byte> buffer, out int read, out bool wakeWriter)
    {
        read = 0;
        wakeWriter = false;
        if (_broken is not null) throw new IOException(_broken);
        ObjectDisposedException.ThrowIf(_readerClosed, this);
        if (_count == 0) return _completed;
        while (read < buffer.Length && _count > 0)
        {
            var length = Math.Min(Math.Min(_count, capacity - _start), buffer.Length - read);
            _ring.AsSpan(_start, length).CopyTo(buffer[read..]);
            _start = (_start + length) % capacity;
            _count -= length;
            read += length;
        }

        wakeWriter = read > 0 && _writable.Disarm();
        return true;
    }

    private int Write_NeedsLock(ReadOnlySpan<byte> chunk)
    {
        if (_broken is not null) throw new IOException(_broken);
        ObjectDisposedException.ThrowIf(_completed, this);
        if (_readerClosed) throw new IOException("connection reset: the other end of the pair in memory is closed");
        _ring ??= new byte[capacity];
        var written = 0;
        while (written < chunk.Length && _count < capacity)
        {
            var end = (_start + _count) % capacity;
            var length = Math.Min(Math.Min(capacity - _count, capacity - end), chunk.Length - written);
            chunk.Slice(written, length).CopyTo(_ring.AsSpan(end, length));
            _count += length;
            written += length;
        }

        return written;
    }
}
