using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Interop.TokenServer;
using Interop.Tokens;

var port = new Option<int>("--port") { Description = "The port on loopback; 0 takes a free one." };
var useTls = new Option<bool>("--use_tls") { Description = "Accepted for the command line of the other servers; this one is plaintext." };
var account = new Option<string>("--service_account_key_file") { Description = "The account that is known.", DefaultValueFactory = _ => ".peers/certs/service-account.json" };
var key = new Option<string>("--token_key_file") { Description = "PEM file of the key that access tokens are signed with.", DefaultValueFactory = _ => ".peers/certs/tokens.key" };
var root = new RootCommand("Gives access tokens to a service account (RFC 7523), and to a machine as the metadata server of Compute Engine does.") { port, useTls, account, key };

root.SetAction(async (arguments, cancellation) =>
{
    using var known = ServiceAccount.Read(arguments.GetValue(account)!);
    using var signing = RSA.Create();
    signing.ImportFromPem(await File.ReadAllTextAsync(arguments.GetValue(key)!, cancellation));
    using var listener = new HttpListener();
    var chosen = arguments.GetValue(port) is not 0 and var asked ? asked : FreePort();
    listener.Prefixes.Add($"http://127.0.0.1:{chosen}/");
    listener.Start();
    Console.WriteLine($"listening on {chosen}");

    var issuer = new TokenIssuer(known, signing);
    using var onCancel = cancellation.Register(listener.Stop);
    try
    {
        while (true) await issuer.AnswerAsync(await listener.GetContextAsync());
    }
    catch (HttpListenerException) when (cancellation.IsCancellationRequested)
    {
        // Interrupted.
    }
});

return await root.Parse(args).InvokeAsync();

static int FreePort()
{
    using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    return ((IPEndPoint)socket.LocalEndPoint!).Port; // bound
}
