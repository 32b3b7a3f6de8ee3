using System.IO.Compression;

namespace Peregrine.Packaging.Tests;

/// <summary>A project whose <c>.proto</c> files are under contract, with the program that the package carries.</summary>
public sealed class ContractTests
{
    private const string Order = "syntax = \"proto3\";\npackage shop;\nmessage Order {\n  string name = 1;\n  int32 count = 2;\n}\n";

    [Fact]
    public async Task A_baseline_is_made_by_a_target_breaks_are_errors_and_a_meant_one_is_accepted_by_the_same_target()
    {
        using var workshop = new Workshop();
        await Dotnet.RunAsync(Repository.Root, "pack", "src/Peregrine", "-c", "Release", "-o", workshop.PathOf("feed"));
        await ZipFile.ExtractToDirectoryAsync(Directory.GetFiles(workshop.PathOf("feed")).Single(), workshop.PathOf("package"), TestContext.Current.CancellationToken);
        workshop.Write("Directory.Packages.props", $"""<Project><Import Project="{Repository.PathOf("Directory.Packages.props")}" /></Project>""");
        workshop.Write("Shop/Shop.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><UsePeregrineGeneratorOnly>true</UsePeregrineGeneratorOnly></PropertyGroup>
              <Import Project="{Repository.PathOf("eng/UsePeregrine.props")}" />
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <PeregrineProtocAssembly>{workshop.PathOf("package/tools/net10.0/Peregrine.Protoc.dll")}</PeregrineProtocAssembly>
              </PropertyGroup>
              <ItemGroup>
                <Protobuf Include="protos/**/*.proto" GrpcServices="None" Baseline="api.binpb" />
              </ItemGroup>
            </Project>
            """);
        workshop.Write("Shop/protos/order.proto", Order);

        Assert.Contains("api.binpb(1,1): error PRG0500:", await FailAsync(workshop), StringComparison.Ordinal);
        await Dotnet.RunAsync(workshop.PathOf("Shop"), "build", "-c", "Release", "-t:UpdateProtobufBaseline");
        var first = await ReadAsync(workshop);
        await Dotnet.RunAsync(workshop.PathOf("Shop"), "build", "-c", "Release", "-warnaserror");

        workshop.Write("Shop/protos/order.proto", Order.Replace("int32", "string", StringComparison.Ordinal));
        Assert.Contains("order.proto(5,3): error PRG0536:", await FailAsync(workshop), StringComparison.Ordinal);

        await Dotnet.RunAsync(workshop.PathOf("Shop"), "build", "-c", "Release", "-t:UpdateProtobufBaseline");
        Assert.NotEqual(first, await ReadAsync(workshop));
        await Dotnet.RunAsync(workshop.PathOf("Shop"), "build", "-c", "Release", "-warnaserror");
    }

    private static async Task<string> FailAsync(Workshop workshop)
    {
        var (code, output) = await Dotnet.TryAsync(workshop.PathOf("Shop"), "build", "-c", "Release");
        Assert.NotEqual(0, code);
        return output;
    }

    private static Task<byte[]> ReadAsync(Workshop workshop) => File.ReadAllBytesAsync(workshop.PathOf("Shop/api.binpb"), TestContext.Current.CancellationToken);
}
