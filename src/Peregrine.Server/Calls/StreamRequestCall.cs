using Peregrine.Wire;

namespace Peregrine.Server.Calls;

/// <summary>A call whose handler starts at once and reads its request messages one by one.</summary>
internal abstract class StreamRequestCall<TRequest> : ServerCall
    where TRequest : class
{
    protected StreamRequestCall(CallHost host, in RequestHead head, Marshaller<TRequest> marshaller)
        : base(host, head) => Requests = new RequestReader<TRequest>(this, marshaller);

    protected RequestReader<TRequest> Requests { get; }

    protected override void OnOpened_NeedsLock() => Start_NeedsLock();

    protected internal override void OnInbound_NeedsLock() => Requests.Wake_NeedsLock();
}
