using Peregrine.Connections;

namespace Peregrine.Client.Calls;

/// <summary>A connection ended before it was ready.</summary>
internal sealed class ConnectionEndException(ConnectionEnd end) : IOException(end.Text, end.Exception)
{
    public ConnectionEnd End { get; } = end;
}
