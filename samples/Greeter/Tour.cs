using Greet;
using Peregrine;
using Spectre.Console;

namespace Samples.Greeter;

/// <summary>Calls a Greeter in every way there is, and tells what came back.</summary>
internal sealed class Tour(Greet.Greeter.GreeterClient client, string name)
{
    /// <summary>Runs all stops; false when one of them did not go as it should.</summary>
    public async Task<bool> RunAsync()
    {
        var ok = true;
        ok &= await StopAsync("Unary", UnaryAsync);
        ok &= await StopAsync("Server streaming", ServerStreamingAsync);
        ok &= await StopAsync("Client streaming", ClientStreamingAsync);
        ok &= await StopAsync("Bidirectional", BidirectionalAsync);
        ok &= await StopAsync("Metadata", MetadataAsync);
        ok &= await StopAsync("Deadline", DeadlineAsync);
        ok &= await StopAsync("Cancellation", CancellationAsync);
        ok &= await StopAsync("Error status", ErrorAsync);
        return ok;
    }

    private static async Task<bool> StopAsync(string title, Func<Task> stop)
    {
        AnsiConsole.MarkupLine($"[bold yellow]{title}[/]");
        try
        {
            await stop();
            return true;
        }
        catch (Exception unexpected)
        {
            AnsiConsole.MarkupLineInterpolated($"  [red]went wrong:[/] {unexpected.Message}");
            return false;
        }
    }

    private static void Sent(string text) => AnsiConsole.MarkupLineInterpolated($"  [grey]→[/] {text}");

    private static void Received(string text) => AnsiConsole.MarkupLineInterpolated($"  [green]←[/] {text}");

    private async Task UnaryAsync()
    {
        Sent($"SayHello({name})");
        var reply = await client.SayHelloAsync(new HelloRequest { Name = name });
        Received(reply.Message);
    }

    private async Task ServerStreamingAsync()
    {
        Sent($"SayHelloInManyLanguages({name})");
        await foreach (var reply in client.SayHelloInManyLanguagesAsync(new HelloRequest { Name = name })) Received(reply.Message);
    }

    private async Task ClientStreamingAsync()
    {
        var reply = await client.SayHelloToAllAsync(Guests());
        Received(reply.Message);

        async IAsyncEnumerable<HelloRequest> Guests()
        {
            foreach (var guest in new[] { name, "the moon", "the stars" })
            {
                Sent(guest);
                yield return new HelloRequest { Name = guest };
                await Task.Yield();
            }
        }
    }

    private async Task BidirectionalAsync()
    {
        // Requests that depend on the responses are easier with the streams in hand.
        using var call = client.Chat();
        foreach (var guest in new[] { name, "the falcon" })
        {
            Sent(guest);
            await call.RequestStream.WriteAsync(new HelloRequest { Name = guest });
            if (!await call.ResponseStream.MoveNext()) throw new InvalidOperationException("The chat ended early.");
            Received(call.ResponseStream.Current.Message);
        }

        await call.RequestStream.CompleteAsync();
        if (await call.ResponseStream.MoveNext()) throw new InvalidOperationException("One reply too many.");
    }

    private async Task MetadataAsync()
    {
        var headers = new Metadata { { "caller-mood", "cheerful" }, { "token-bin", [0x50, 0x47] } };
        Sent("caller-mood: cheerful, token-bin: 50-47");
        using var call = client.SayHelloAsync(new HelloRequest { Name = name }, headers);
        var responseHeaders = await call.ResponseHeadersAsync;
        await call;
        Received($"header  server-mood: {responseHeaders.GetValue("server-mood") ?? throw new InvalidOperationException("The header is missing.")}");
        Received($"trailer token-echo-bin: {BitConverter.ToString(call.GetTrailers().GetValueBytes("token-echo-bin") ?? throw new InvalidOperationException("The trailer is missing."))}");
    }

    private async Task DeadlineAsync()
    {
        Sent("SayHelloSlowly with a deadline of 100 ms");
        await ExpectAsync(StatusCode.DeadlineExceeded, async () => await client.SayHelloSlowlyAsync(new HelloRequest { Name = name }, deadline: DateTime.UtcNow.AddMilliseconds(100)));
    }

    private async Task CancellationAsync()
    {
        Sent("SayHelloSlowly, given up after 100 ms");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        try
        {
            await client.SayHelloSlowlyAsync(new HelloRequest { Name = name }, cancellationToken: patience.Token);
            throw new InvalidOperationException("The call was not cancelled.");
        }
        catch (OperationCanceledException cancelled) when (cancelled.CancellationToken == patience.Token)
        {
            Received($"{cancelled.GetType().Name}, with our own token");
        }
    }

    private async Task ErrorAsync()
    {
        Sent("SayHello with an empty name");
        var error = await ExpectAsync(StatusCode.InvalidArgument, async () => await client.SayHelloAsync(new HelloRequest()));
        Received($"trailer field: {error.Trailers.GetValue("field")}");
    }

    private static async Task<RpcException> ExpectAsync(StatusCode expected, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (RpcException error) when (error.StatusCode == expected)
        {
            Received($"{error.StatusCode}: {error.Status.Detail}");
            return error;
        }

        throw new InvalidOperationException($"The status should have been {expected}.");
    }
}
