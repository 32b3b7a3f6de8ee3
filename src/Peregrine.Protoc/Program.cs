using Peregrine.Protoc.Commands;
using Peregrine.Protoc.Plugins;
using Peregrine.Protoc.Sources;

namespace Peregrine.Protoc;

/// <summary>Starts as a command, or, without arguments and with something on standard input, as a plugin.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length == 0 && Console.IsInputRedirected && ReadRequest() is { Length: > 0 } request)
            return Answer(request);
        return new ProtocCommand(new Disk(Environment.CurrentDirectory), Console.Out, Console.Error).Run(arguments);
    }

    private static byte[] ReadRequest()
    {
        using var input = Console.OpenStandardInput();
        using var request = new MemoryStream();
        input.CopyTo(request);
        return request.ToArray();
    }

    private static int Answer(byte[] request)
    {
        if (Plugin.Answer(request) is not { } response)
        {
            Console.Error.WriteLine("Standard input is no request of protoc or buf (a CodeGeneratorRequest). Run peregrine-protoc --help for its flags.");
            return 1;
        }
        using var output = Console.OpenStandardOutput();
        output.Write(response);
        return 0;
    }
}
