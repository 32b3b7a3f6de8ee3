using Grpc.Testing;
using Peregrine;
using Xds.Service.Orca.V3;

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
        LoadReports = new OpenRcaService.OpenRcaServiceClient(_channel);
        Unimplemented = new UnimplementedService.UnimplementedServiceClient(_channel);
    }

    public TestService.TestServiceClient Test { get; }

    public UnimplementedService.UnimplementedServiceClient Unimplemented { get; }

    public OpenRcaService.OpenRcaServiceClient LoadReports { get; }

    public SoakPlan Soak => _target.Soak;

    public CredentialPlan Credentials => _target.Credentials;

    public GrpcChannel ConnectAnew(CallCredentials? credentials = null) => _target.Connect(credentials);

    public async ValueTask DisposeAsync() => await _channel.ShutdownAsync();
}
