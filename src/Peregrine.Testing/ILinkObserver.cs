namespace Peregrine.Testing;

/// <summary>Sees every byte on a network. Called under the link's lock: short, and of this link nothing.</summary>
internal interface ILinkObserver
{
    /// <summary>The sender gave bytes to the network, which may lose them.</summary>
    void Sent(Link link, NetworkDirection direction, ReadOnlySpan<byte> bytes);

    /// <summary>The receiver has read bytes.</summary>
    void Received(Link link, NetworkDirection direction, ReadOnlySpan<byte> bytes);

    /// <summary>Something happened to the link.</summary>
    void Happened(Link link, string what);
}
