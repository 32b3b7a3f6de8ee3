using Incremental.Protos;

namespace Incremental.Building;

/// <summary>A library with the files of a <see cref="ProtoTree"/> in its folder, which it compiles, or which just lie there.</summary>
internal sealed class BuiltProject
{
    private readonly string _folder;
    private readonly ProtoTree _tree;
    private int _edits;

    public BuiltProject(PackageFeed feed, ProtoTree tree, bool isCompiled)
    {
        _tree = tree;
        _folder = Directory.CreateDirectory(Path.Combine(feed.Folder, Path.GetRandomFileName())).FullName;
        foreach (var (name, text) in tree.Files())
            Write(Path.Combine("protos", name), text);
        Write("Program.cs", "public static class Program { }");
        Write("Built.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Peregrine" Version="*" {(isCompiled ? "" : "ExcludeAssets=\"build;buildTransitive;analyzers\" ")}/>
                {(isCompiled ? "<Protobuf Include=\"protos/**/*.proto\" ProtoRoot=\"protos\" />" : "")}
              </ItemGroup>
            </Project>
            """);
    }

    public Task<DotnetRun> RestoreAsync(CancellationToken cancellationToken) => Dotnet.RunAsync(_folder, cancellationToken, "restore");

    public Task<DotnetRun> BuildAsync(CancellationToken cancellationToken, params string[] options) =>
        Dotnet.RunAsync(_folder, cancellationToken, ["build", "--no-restore", "-v", "quiet", "-p:UseSharedCompilation=false", .. options]);

    public void EditProto() => Write(Path.Combine("protos", _tree.Leaf), _tree.TextOf(_tree.Leaf, ++_edits));

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // the path has a folder
        File.WriteAllText(path, text);
    }
}
