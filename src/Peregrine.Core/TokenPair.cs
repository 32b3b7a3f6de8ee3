namespace Peregrine;

/// <summary>Two tokens as one: that of a method's parameter and that of <c>WithCancellation</c>. Mostly one of them can never be cancelled, and nothing is made.</summary>
internal readonly struct TokenPair
{
    public TokenPair(CancellationToken first, CancellationToken second)
    {
        if (!first.CanBeCanceled)
        {
            Token = second;
        }
        else if (!second.CanBeCanceled || first == second)
        {
            Token = first;
        }
        else
        {
            Link = CancellationTokenSource.CreateLinkedTokenSource(first, second);
            Token = Link.Token;
        }
    }

    /// <summary>Cancelled when one of the two is.</summary>
    public CancellationToken Token { get; }

    /// <summary>What joins the two, to be disposed; null when nothing had to be joined.</summary>
    public CancellationTokenSource? Link { get; }
}
