namespace Peregrine.EndToEnd.Tests;

/// <summary>Runs while no other test does: it counts what the whole process allocates.</summary>
[CollectionDefinition("Alone", DisableParallelization = true)]
public sealed class AloneCollection;

[Collection("Alone")]
public class AllocationTests
{
    private const int Calls = 20_000;
    private const long Budget = 800; // bytes per unary call, both ends together, beyond the messages

    // One object and no bytes: what is counted is the framework's alone.
    private static readonly object s_message = new();
    private static readonly Marshaller<object> s_marshaller = new((_, context) => context.Complete([]), _ => s_message);
    private static readonly Method<object, object> s_method = new(MethodType.Unary, "test.Nothing", "Unary", s_marshaller, s_marshaller);
    private static readonly Task<object> s_answer = Task.FromResult(s_message);

    [Fact]
    public async Task A_unary_call_stays_within_its_allocation_budget()
    {
        await using var server = new GrpcServer();
        server.Add(ServerServiceDefinition.CreateBuilder().AddMethod(s_method, new UnaryServerMethod<object, object>((_, _) => s_answer)).Build());
        var bound = await server.StartAsync("http://127.0.0.1:0");
        await using var channel = GrpcChannel.ForAddress(bound.Text);
        var invoker = channel.CreateCallInvoker();

        await CallAsync(invoker);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await CallAsync(invoker);
        var each = (GC.GetTotalAllocatedBytes(precise: true) - before) / Calls;

        TestContext.Current.SendDiagnosticMessage($"{each} bytes per unary call, both ends");
        Assert.InRange(each, 1, Budget);
    }

    private static async Task CallAsync(CallInvoker invoker)
    {
        for (var i = 0; i < Calls; i++) await invoker.AsyncUnaryCall(s_method, null, default, s_message);
    }
}
