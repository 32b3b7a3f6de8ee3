using System.CommandLine;
using System.Net;
using Interop;
using Interop.Server;
using Peregrine;
using Peregrine.Transports;

var port = new Option<int>("--port") { Description = "The port; 0 takes a free one." };
var host = new Option<string>("--host") { Description = "What to listen on.", DefaultValueFactory = _ => "localhost" };
var useTls = new Option<bool>("--use_tls") { Description = "TLS instead of plaintext." };
var authorities = new Option<string>("--ca_file") { Description = "PEM file of the authority for client certificates.", DefaultValueFactory = _ => ".peers/certs/ca.pem" };
var certificate = new Option<string>("--cert_file") { Description = "PEM file of the server's certificate.", DefaultValueFactory = _ => ".peers/certs/server.pem" };
var key = new Option<string>("--key_file") { Description = "PEM file of the server's key.", DefaultValueFactory = _ => ".peers/certs/server.key" };
var account = new Option<string>("--service_account_key_file") { Description = "The service account that is known.", DefaultValueFactory = _ => ".peers/certs/service-account.json" };
var tokens = new Option<string>("--token_key_file") { Description = "PEM file of the public key of the token server.", DefaultValueFactory = _ => ".peers/certs/tokens.pem" };
var requireClient = new Option<bool>("--require_client_cert") { Description = "Refuse clients without a certificate." };
var root = new RootCommand("gRPC's interop test service on Peregrine.") { port, host, useTls, authorities, certificate, key, requireClient, account, tokens };

root.SetAction(async (arguments, cancellation) =>
{
    var options = new GrpcServerOptions();
    options.CompressionProviders.Add(new WitnessedGzip());
    var scheme = "http";
    if (arguments.GetValue(useTls))
    {
        scheme = "https";
        options.Tls = new TlsServerOptions
        {
            Certificate = TestCertificates.Own(arguments.GetValue(certificate)!, arguments.GetValue(key)!),
            ClientCertificates = arguments.GetValue(requireClient) ? ClientCertificateMode.Required : ClientCertificateMode.None,
            ClientRoots = TestCertificates.Authorities(arguments.GetValue(authorities)!),
        };
    }

    await using var server = new GrpcServer(options);
    using var identities = new Identities(arguments.GetValue(account)!, arguments.GetValue(tokens)!);
    var reports = new LoadReports();
    server.Add(new InteropTestService(identities, reports));
    server.Add(reports);
    var address = await server.StartAsync($"{scheme}://{arguments.GetValue(host)}:{arguments.GetValue(port)}");
    Console.WriteLine($"listening on {((IPEndPoint)address.EndPoint).Port}");

    var interrupted = new TaskCompletionSource();
    using var onCancel = cancellation.Register(interrupted.SetResult);
    await interrupted.Task;
    await server.StopAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
});

return await root.Parse(args).InvokeAsync();
