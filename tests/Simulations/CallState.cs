using Peregrine;

namespace Simulations;

/// <summary>What is known about one call, from both ends. The rules that need no more than this are checked where they can be broken.</summary>
internal sealed class CallState(CallPlan plan)
{
    public CallPlan Plan { get; } = plan;

    public TimeSpan StartedAt { get; set; }

    public int RequestsAttempted { get; set; }

    public bool RequestsCompleted { get; set; }

    public int RequestsReceived { get; private set; }

    public int ResponsesAttempted { get; set; }

    public int ResponsesReceived { get; private set; }

    public bool CancelledByCaller { get; set; }

    public bool ReadGivenUp { get; set; }

    public bool Disposed { get; set; }

    public bool HandlerStarted { get; private set; }

    public bool HandlerEnded { get; private set; }

    public bool HandlerSucceeded { get; private set; }

    /// <summary>What the client saw at the end; null while the call runs.</summary>
    public Status? End { get; private set; }

    public TimeSpan EndedAt { get; private set; }

    public void StartHandler()
    {
        Rule.Holds(!HandlerStarted, $"The handler of call {Plan.Id} was started twice.");
        HandlerStarted = true;
    }

    public void EndHandler(bool succeeded)
    {
        Rule.Holds(!HandlerEnded, $"The handler of call {Plan.Id} ended twice.");
        HandlerEnded = true;
        HandlerSucceeded = succeeded;
    }

    public void ReceiveRequest(Note note)
    {
        Rule.Holds(note.Call == Plan.Id && !note.IsResponse, $"Call {Plan.Id} received {note} as a request.");
        Rule.Holds(note.Index == RequestsReceived, $"Request {note.Index} of call {Plan.Id} arrived as number {RequestsReceived}.");
        Rule.Holds(note.Index < RequestsAttempted, $"Request {note.Index} of call {Plan.Id} arrived and was never sent.");
        Rule.Holds(note.Length == Plan.Requests[note.Index], $"Request {note.Index} of call {Plan.Id} has {note.Length} bytes, sent were {Plan.Requests[note.Index]}.");
        RequestsReceived++;
    }

    public void ReceiveEndOfRequests()
    {
        Rule.Holds(RequestsCompleted, $"Call {Plan.Id}: the handler saw the end of the requests, but the client had not completed them.");
        Rule.Holds(RequestsReceived == RequestsAttempted, $"Call {Plan.Id}: the handler saw the end of the requests after {RequestsReceived} of {RequestsAttempted}.");
    }

    public void ReceiveResponse(Note note)
    {
        Rule.Holds(note.Call == Plan.Id && note.IsResponse, $"Call {Plan.Id} received {note} as a response.");
        Rule.Holds(note.Index == ResponsesReceived, $"Response {note.Index} of call {Plan.Id} arrived as number {ResponsesReceived}.");
        Rule.Holds(note.Index < ResponsesAttempted, $"Response {note.Index} of call {Plan.Id} arrived and was never sent.");
        Rule.Holds(note.Length == Plan.Responses[note.Index], $"Response {note.Index} of call {Plan.Id} has {note.Length} bytes, sent were {Plan.Responses[note.Index]}.");
        ResponsesReceived++;
    }

    public void EndClient(Status status, TimeSpan at)
    {
        Rule.Holds(End is null, $"Call {Plan.Id} ended twice: {End}, then {status}.");
        End = status;
        EndedAt = at;
    }
}
