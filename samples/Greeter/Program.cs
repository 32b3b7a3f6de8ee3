using System.CommandLine;
using Greet;
using Peregrine;
using Samples.Greeter;
using Spectre.Console;

// dotnet run                                                     a server and a client in one process, on a free port
// dotnet run -- serve --url http://localhost:5000                the server alone
// dotnet run -- call  --url http://localhost:5000 --name World   the client alone
var url = new Option<string>("--url") { Description = "Where the server listens.", DefaultValueFactory = _ => "http://localhost:5000" };
var name = new Option<string>("--name") { Description = "Who is to be greeted.", DefaultValueFactory = _ => "World" };

var serve = new Command("serve", "Runs the server until Ctrl+C.") { url };
serve.SetAction(async (arguments, cancellationToken) =>
{
    await using var server = new GrpcServer();
    server.Add(new GreeterService());
    var bound = await server.StartAsync(arguments.GetValue(url)!);
    AnsiConsole.MarkupLineInterpolated($"The greeter listens on [bold]{bound.Text}[/]. Ctrl+C ends it.");

    var ended = new TaskCompletionSource();
    using var registration = cancellationToken.Register(() => ended.TrySetResult());
    await ended.Task;
    await server.StopAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
    return 0;
});

var call = new Command("call", "Calls a server in every way there is.") { url, name };
call.SetAction(arguments => CallAsync(arguments.GetValue(url)!, arguments.GetValue(name)!));

var root = new RootCommand("A Peregrine server and its generated client.") { serve, call };
root.SetAction(async _ =>
{
    await using var server = new GrpcServer();
    server.Add(new GreeterService());
    var bound = await server.StartAsync("http://127.0.0.1:0");
    AnsiConsole.MarkupLineInterpolated($"The greeter listens on [bold]{bound.Text}[/].");

    var result = await CallAsync(bound.Text, "World");
    await server.StopAsync(TimeSpan.FromSeconds(5));
    AnsiConsole.MarkupLine("The server has stopped.");
    return result;
});

return await root.Parse(args).InvokeAsync();

static async Task<int> CallAsync(string address, string name)
{
    using var channel = GrpcChannel.ForAddress(address);
    var tour = new Tour(new Greeter.GreeterClient(channel), name);
    var ok = await tour.RunAsync();
    AnsiConsole.MarkupLine(ok ? "[bold green]All went well.[/]" : "[bold red]Something went wrong.[/]");
    return ok ? 0 : 1;
}
