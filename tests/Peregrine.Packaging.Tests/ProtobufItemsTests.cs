namespace Peregrine.Packaging.Tests;

/// <summary>What the build says about <c>&lt;Protobuf&gt;</c> items, above all to who comes from Grpc.Tools.</summary>
public sealed class ProtobufItemsTests
{
    [Fact]
    public async Task Everything_that_has_no_effect_here_or_is_unknown_is_said_with_what_to_do()
    {
        var output = await CheckAsync("""
            <Protobuf Include="*.proto" />
            <Protobuf Include="twice.proto" GrpcServices="Client" />
            <Protobuf Include="missing.proto" />
            <Protobuf Include="a.proto" GrpcServices="Sever" Access="private" ProtoCompile="maybe" AdditionalImportDirs="nowhere" />
            <Protobuf Include="b.proto" OutputDir="Generated" />
            <Protobuf Include="c.proto" CompileOutputs="false" />
            <Protobuf Include="d.proto" OutputOptions="base_namespace=Shop;serializable" GrpcOutputOptions="no_client" />
            <Protobuf Include="e.proto" AdditionalProtocArguments="--experimental_allow_proto3_optional;-I../protos" GrpcPluginExe="plugin" />
            """);

        foreach (var (code, text) in new[]
        {
            ("error PRG0901", "missing.proto of a <Protobuf> item does not exist"),
            ("error PRG0906", "GrpcServices=\"Sever\" of a <Protobuf> item is unknown: it is Both, Client, Server or None"),
            ("error PRG0906", "Access=\"private\" of a <Protobuf> item is unknown"),
            ("error PRG0906", "ProtoCompile=\"maybe\" of a <Protobuf> item is unknown"),
            ("warning PRG0907", "twice.proto is listed by several <Protobuf> items"),
            ("warning PRG0908", "nowhere that <Protobuf> items name in ProtoRoot or AdditionalImportDirs does not exist"),
            ("warning PRG0911", "OutputDir, GrpcOutputDir and Protobuf_OutputPath have no effect"),
            ("warning PRG0911", "so no C# is made for c.proto"),
            ("warning PRG0911", "The options \"serializable;no_client\" in OutputOptions"),
            ("warning PRG0911", "The arguments \"-I../protos\" in AdditionalProtocArguments"),
            ("warning PRG0911", "GrpcPluginExe and gRPC_PluginFullPath have no effect"),
        })
        {
            Assert.True(output.Split('\n').Any(line => line.Contains($"items.proj : {code}: ", StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal)), $"{code} is missing in: {output}");
        }
    }

    [Fact]
    public async Task What_means_the_same_here_as_with_Grpc_Tools_is_taken_without_a_word()
    {
        var output = await CheckAsync("""
            <Protobuf Include="*.proto" GrpcServices="server" Access="internal" ProtoCompile="true" ProtoRoot="." AdditionalImportDirs="sub;./sub/" Link="protos/%(Filename).proto" Generator="MSBuild:Compile" Visible="false" />
            <Protobuf Update="a.proto" GrpcServices="None" OutputOptions="internal_access;base_namespace=Shop;file_extension=.g.cs" AdditionalProtocArguments="--experimental_allow_proto3_optional" />
            <Protobuf Include="b.proto" GrpcServices="Server" Access="Internal" ProtoRoot="." />
            """);

        Assert.DoesNotContain("PRG", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grpc_Tools_beside_it_is_an_error() =>
        Assert.Contains("error PRG0910: Grpc.Tools and Peregrine would both write C#", await CheckAsync("""<Protobuf Include="*.proto" />""", "-p:Protobuf_ToolingRevision=1"), StringComparison.Ordinal);

    [Fact]
    public async Task Targets_that_others_hang_on_those_of_Grpc_Tools_run_before_the_items_are_read() =>
        Assert.Contains("a.proto listed by a target", await CheckAsync("", "-p:Late=true"), StringComparison.Ordinal);

    private static async Task<string> CheckAsync(string items, params string[] options)
    {
        using var workshop = new Workshop();
        foreach (var name in new[] { "a", "b", "c", "d", "e", "twice" }) workshop.Write($"{name}.proto", "syntax = \"proto3\";");
        Directory.CreateDirectory(workshop.PathOf("sub"));
        workshop.Write("items.proj", $"""
            <Project>
              <PropertyGroup><BaseIntermediateOutputPath>obj/</BaseIntermediateOutputPath><BaseOutputPath>bin/</BaseOutputPath></PropertyGroup>
              <Import Project="{Repository.PathOf("src/Peregrine/build/Peregrine.props")}" />
              <ItemGroup>{items}</ItemGroup>
              <Import Project="{Repository.PathOf("src/Peregrine/build/Peregrine.targets")}" />
              <Target Name="Late" BeforeTargets="Protobuf_Compile" Condition="'$(Late)' == 'true'"><ItemGroup><Protobuf Include="a.proto" /></ItemGroup></Target>
              <Target Name="Check" DependsOnTargets="PeregrineCheckProtos"><Message Importance="high" Text="@(Protobuf) listed by a target" Condition="'$(Late)' == 'true'" /></Target>
            </Project>
            """);
        var (_, output) = await Dotnet.TryAsync(workshop.Folder, ["msbuild", "items.proj", "-t:Check", "-nologo", "-v:minimal", .. options]);
        return output;
    }
}
