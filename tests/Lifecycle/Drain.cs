using Lifecycle.Wire;
using Peregrine;

namespace Lifecycle;

/// <summary>A server that is told to stop: streams that listen say goodbye, those that do not end with UNAVAILABLE after the grace.</summary>
internal static class Drain
{
    private const int Streams = 50;

    public static async Task<string> TellAsync()
    {
        var address = $"http://127.0.0.1:{Ports.Take(1)[0]}";
        using var server = Child.Start(["server", address]);
        await using var channel = GrpcChannel.ForAddress(address);
        var client = new Life.LifeClient(channel);
        var polite = Enumerable.Range(0, Streams).Select(_ => client.Hold(new Word())).ToArray();
        var stubborn = client.Hold(new Word { Text = "stubborn" });
        foreach (var call in polite) await ExpectAsync(call, "holding");
        await ExpectAsync(stubborn, "holding");

        server.AskToStop();
        foreach (var call in polite)
        {
            await ExpectAsync(call, "draining");
            Report.Ensure(!await call.ResponseStream.MoveNext(CancellationToken.None), "a message too many");
            call.Dispose();
        }

        await ExpectAsync(stubborn, "draining");
        var end = await Silence.EndOfAsync(stubborn.ResponseStream.MoveNext(CancellationToken.None));
        Report.Ensure(end.StatusCode == StatusCode.Unavailable, $"ended with {end.Status}");
        await server.WhenEndedAsync();
        stubborn.Dispose();
        return $"{Streams} streams were told and ended with OK; one that stayed ended after the grace of {Children.Grace.TotalSeconds} s with {end.StatusCode}: {end.Status.Detail}";
    }

    private static async Task ExpectAsync(AsyncServerStreamingCall<Word> call, string text) =>
        Report.Ensure(await call.ResponseStream.MoveNext(CancellationToken.None) && call.ResponseStream.Current.Text == text, $"the stream did not say {text}");
}
