namespace Peregrine.Transports;

/// <summary>A connection as a <see cref="Stream"/>, for <see cref="System.Net.Security.SslStream"/>. Remembers the first bytes that the peer sent, so that a failed handshake can be explained.</summary>
internal sealed class ByteConnectionStream(ByteConnection connection) : Stream
{
    private const int Remembered = 64;

    private readonly List<ReadOnlyMemory<byte>> _chunk = new(1);
    private byte[]? _first = [];

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes received, up to 64, until <see cref="Forget"/>.</summary>
    public ReadOnlySpan<byte> FirstBytes => _first;

    /// <summary>The handshake is done: the first bytes are of no more interest.</summary>
    public void Forget() => _first = null;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _first is { Length: < Remembered } ? ReadAndRememberAsync(buffer, cancellationToken) : connection.ReceiveAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // SslStream never has two writes under way.
        _chunk.Clear();
        _chunk.Add(buffer);
        return connection.SendAsync(_chunk, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask<int> ReadAndRememberAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await connection.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (_first is { } first) _first = [.. first, .. buffer.Span[..Math.Min(read, Remembered - first.Length)]];
        return read;
    }
}
