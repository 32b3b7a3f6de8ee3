using Grpc.Testing;
using Peregrine;

namespace Interop.Client;

/// <summary>The server as the cases see it: stubs over one channel, and the means to open another.</summary>
internal sealed class InteropPeer : IAsyncDisposable
{
    private readonly InteropTarget _target;
    private readonly GrpcChannel _channel;

    public InteropPeer(InteropTarget target)
    {
        _target = target;
        _channel = target.Connect();
        Test = new TestService.TestServiceClient(_channel);
        Unimplemented = new UnimplementedService.UnimplementedServiceClient(_channel);
    }

    public TestService.TestServiceClient Test { get; }

    public UnimplementedService.UnimplementedServiceClient Unimplemented { get; }

    public SoakPlan Soak => _target.Soak;

    public GrpcChannel ConnectAnew() => _target.Connect();

    public async ValueTask DisposeAsync() => await _channel.ShutdownAsync();
}
