using System.Diagnostics;

namespace Peregrine.Packaging.Tests;

/// <summary>The tool as users get it: from a package, in a folder that holds nothing else.</summary>
public sealed class ToolTests
{
    [Fact]
    public async Task The_installed_tool_compiles_a_file_and_answers_as_a_plugin()
    {
        using var workshop = new Workshop();
        await Dotnet.RunAsync(Repository.Root, "pack", "src/Peregrine.Protoc", "-c", "Release", "-o", workshop.PathOf("feed"));
        workshop.Write("nuget.config", """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><clear /><add key="feed" value="feed" /></packageSources>
            </configuration>
            """);
        await Dotnet.RunAsync(workshop.Folder, "tool", "install", "Peregrine.Protoc", "--tool-path", workshop.PathOf("tools"), "--configfile", workshop.PathOf("nuget.config"));
        workshop.Write("protos/order_line.proto", "syntax = \"proto3\"; package shop; message OrderLine { string name = 1; } service Orders { rpc Buy (OrderLine) returns (OrderLine); }");

        var tool = workshop.PathOf(Path.Combine("tools", OperatingSystem.IsWindows() ? "peregrine-protoc.exe" : "peregrine-protoc"));
        Assert.StartsWith("peregrine-protoc ", await RunAsync(workshop, tool, "--version"), StringComparison.Ordinal);
        Directory.CreateDirectory(workshop.PathOf("gen"));
        await RunAsync(workshop, tool, "-Iprotos", "--peregrine_out=gen", "-oset.pb", "protos/order_line.proto");
        Assert.True(File.Exists(workshop.PathOf("gen/OrderLine.cs")) && File.Exists(workshop.PathOf("gen/OrderLineGrpc.cs")) && File.Exists(workshop.PathOf("set.pb")));

        // One file to generate, with its descriptor: a request as protoc would send it.
        var set = await File.ReadAllBytesAsync(workshop.PathOf("set.pb"), TestContext.Current.CancellationToken);
        byte[] request = [0x0A, 16, .. "order_line.proto"u8, 0x7A, .. set.AsSpan(1)];
        using var plugin = Dotnet.Start(tool, workshop.Folder);
        await plugin.StandardInput.BaseStream.WriteAsync(request, TestContext.Current.CancellationToken);
        plugin.StandardInput.Close();
        Assert.Contains("OrderLineGrpc.cs", await EndAsync(plugin), StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(Workshop workshop, string program, params string[] arguments)
    {
        using var process = Dotnet.Start(program, workshop.Folder, arguments);
        process.StandardInput.Close();
        return await EndAsync(process);
    }

    private static async Task<string> EndAsync(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await errors);
        return output;
    }
}
