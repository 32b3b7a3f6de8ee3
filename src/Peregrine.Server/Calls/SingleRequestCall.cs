using Peregrine.Wire;

namespace Peregrine.Server.Calls;

/// <summary>A call whose handler starts when its one request message is complete.</summary>
internal abstract class SingleRequestCall(CallHost host, in RequestHead head, IMethod method) : ServerCall(host, head, method)
{
    private bool _decided;

    protected override void OnOpened_NeedsLock() => OnInbound_NeedsLock();

    protected internal override void OnInbound_NeedsLock()
    {
        if (_decided || IsOver_NeedsLock || !UnaryRequest.IsDecided_NeedsLock(this, out var refusal)) return;

        _decided = true;
        if (refusal.StatusCode == StatusCode.OK) Start_NeedsLock();
        else Refuse_NeedsLock(refusal);
    }
}
