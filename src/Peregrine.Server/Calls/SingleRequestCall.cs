using Peregrine.Wire;

namespace Peregrine.Server.Calls;

/// <summary>A call whose handler starts when its one request message is complete.</summary>
internal abstract class SingleRequestCall(CallHost host, in RequestHead head) : ServerCall(host, head)
{
    protected override void OnOpened_NeedsLock() => OnInbound_NeedsLock();

    protected internal override void OnInbound_NeedsLock()
    {
        if (!IsReceiving_NeedsLock || !UnaryRequest.IsDecided_NeedsLock(this, out var refusal)) return;

        if (refusal.StatusCode == StatusCode.OK) Start_NeedsLock();
        else Refuse_NeedsLock(refusal);
    }
}
