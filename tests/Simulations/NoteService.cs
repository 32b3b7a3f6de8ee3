using Peregrine;
using Peregrine.Testing;

namespace Simulations;

/// <summary>The server's end of every call: does what the call's plan says.</summary>
internal sealed class NoteService(Simulation simulation, IReadOnlyDictionary<int, CallState> calls) : IGrpcService
{
    private const string Name = "test.Notes";

    public static readonly Method<Note, Note> Unary = Make(MethodType.Unary);
    public static readonly Method<Note, Note> ClientStreaming = Make(MethodType.ClientStreaming);
    public static readonly Method<Note, Note> ServerStreaming = Make(MethodType.ServerStreaming);
    public static readonly Method<Note, Note> Duplex = Make(MethodType.DuplexStreaming);

    void IGrpcService.Bind(ServiceBinderBase binder)
    {
        binder.AddMethod(Unary, (request, context) => RunAsync(context, async handler =>
        {
            handler.Call.ReceiveRequest(request);
            await handler.PauseAsync();
            return handler.NextResponse();
        }));
        binder.AddMethod(ClientStreaming, (requests, context) => RunAsync(context, async handler =>
        {
            await handler.ReadAsync(requests);
            await handler.PauseAsync();
            return handler.NextResponse();
        }));
        binder.AddMethod(ServerStreaming, (request, responses, context) => RunAsync(context, async handler =>
        {
            handler.Call.ReceiveRequest(request);
            return await handler.WriteAsync(responses);
        }));
        binder.AddMethod(Duplex, (requests, responses, context) => RunAsync(context, async handler =>
        {
            var reading = handler.ReadAsync(requests);
            if (handler.Plan.ReadsFirst) await reading;
            var writing = handler.WriteAsync(responses);
            await Task.WhenAll(reading, writing);
            return await writing;
        }));
    }

    private static Method<Note, Note> Make(MethodType kind) => new(kind, Name, kind.ToString(), Note.Marshaller, Note.Marshaller);

    private async Task<Note> RunAsync(ServerCallContext context, Func<Handler, Task<Note>> work)
    {
        var call = calls[int.Parse(context.RequestHeaders.GetValue("call")!)];
        var handler = new Handler(simulation, call, context);
        call.StartHandler();
        simulation.Log($"call {call.Plan.Id}: handler starts");
        var succeeded = false;
        try
        {
            var response = await handler.RunAsync(work);
            succeeded = true;
            return response;
        }
        finally
        {
            simulation.Log($"call {call.Plan.Id}: handler ends {(succeeded ? "well" : "by an exception")}");
            call.EndHandler(succeeded);
        }
    }
}
