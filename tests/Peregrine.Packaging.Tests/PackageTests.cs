namespace Peregrine.Packaging.Tests;

public sealed class PackageTests(LocalFeed feed)
{
    [Fact]
    public async Task Two_new_projects_with_the_package_and_the_code_of_the_README_build_without_a_warning_and_run()
    {
        using var workshop = new Workshop();
        feed.OpenTo(workshop);
        foreach (var command in Readme.InstallCommands) await Dotnet.RunAsync(workshop.Folder, command.Split(' ')[1..]);
        foreach (var project in new[] { Readme.Server, Readme.Client })
        {
            var file = workshop.PathOf($"{project}/{project}.csproj");
            await File.WriteAllTextAsync(file, File.ReadAllText(file).Replace("</Project>", $"{Readme.ProjectLines}</Project>", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        }

        Readme.WriteSources(workshop);
        await ReadmePrograms.BuildAsync(workshop);

        Assert.Equal(Readme.ClientOutput, (await ReadmePrograms.RunAsync(workshop)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_project_imports_the_proto_files_of_a_referenced_project_and_of_a_package_and_uses_their_classes()
    {
        using var workshop = new Workshop();
        feed.OpenTo(workshop);
        workshop.Write("Money/Money.csproj", Library("""<Protobuf Include="protos/**/*.proto" ProtoRoot="protos" />""", "<PackageId>Acme.Money</PackageId>"));
        workshop.Write("Money/protos/acme/money.proto", """syntax = "proto3"; package acme; message Money { int64 units = 1; }""");
        await Dotnet.RunAsync(workshop.Folder, "pack", "Money", "-o", "feed");

        workshop.Write("Items/Items.csproj", Library("""<Protobuf Include="api/*.proto" /><PackageReference Include="Acme.Money" Version="1.0.0" />"""));
        workshop.Write("Items/api/item.proto", """syntax = "proto3"; package items; import "acme/money.proto"; message Item { acme.Money price = 1; }""");
        workshop.Write("Shop/Shop.csproj", Library("""<Protobuf Include="shop.proto" /><ProjectReference Include="../Items/Items.csproj" />"""));
        workshop.Write("Shop/shop.proto", """syntax = "proto3"; package shop; import "api/item.proto"; import "acme/money.proto"; message Order { items.Item item = 1; acme.Money tip = 2; }""");
        workshop.Write("Shop/Uses.cs", "public static class Uses { public static Shop.Order Make() => new() { Item = new Items.Item { Price = new Acme.Money() }, Tip = new Acme.Money() }; }");

        var output = await Dotnet.RunAsync(workshop.PathOf("Shop"), "build", "-warnaserror");

        Assert.Contains("0 Warning(s)", output, StringComparison.Ordinal);
    }

    private static string Library(string items, string properties = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable>{properties}</PropertyGroup>
          <ItemGroup><PackageReference Include="Peregrine" Version="*" />{items}</ItemGroup>
        </Project>
        """;
}
