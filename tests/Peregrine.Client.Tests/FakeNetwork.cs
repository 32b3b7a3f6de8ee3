using System.Net;
using Peregrine.Client.Resolving;
using Peregrine.Transports;

namespace Peregrine.Client.Tests;

/// <summary>Attempts to connect, in the hands of a test: each waits until the test accepts or refuses it.</summary>
internal sealed class FakeNetwork
{
    /// <summary>Every attempt so far.</summary>
    public List<Attempt> Attempts { get; } = [];

    public Attempt Last => Attempts[^1];

    public static Address A { get; } = new(IPEndPoint.Parse("10.0.0.1:80"));

    public static Address B { get; } = new(IPEndPoint.Parse("10.0.0.2:80"));

    public static Address C { get; } = new(IPEndPoint.Parse("10.0.0.3:80"));

    public ValueTask<FakeConnection> ConnectAsync(Address address, CancellationToken cancellationToken)
    {
        var attempt = new Attempt(address, cancellationToken);
        Attempts.Add(attempt);
        return new(attempt.Task);
    }

    internal sealed class Attempt(Address address, CancellationToken cancellationToken) : TaskCompletionSource<FakeConnection>
    {
        public Address Address => address;

        public bool IsGivenUp => cancellationToken.IsCancellationRequested;

        public FakeConnection Accept()
        {
            var connection = new FakeConnection(address);
            SetResult(connection);
            return connection;
        }

        public void Refuse() => SetException(new ConnectFailedException(new()
        {
            Reason = ConnectFailureReason.Refused,
            Phase = ConnectPhase.Connect,
            Target = "api:80",
            Text = $"Cannot connect to api:80 ({address}): refused.",
        }));
    }
}
