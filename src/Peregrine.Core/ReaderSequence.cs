namespace Peregrine;

/// <summary>The rest of a stream as a sequence.</summary>
internal sealed class ReaderSequence<T>(IAsyncStreamReader<T> reader, CancellationToken readToken) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var tokens = new TokenPair(readToken, cancellationToken);
        return new ReaderEnumerator<T>(reader, tokens.Token, null, tokens.Link);
    }
}
