namespace Peregrine.Packaging.Tests;

public sealed class PackageTests
{
    [Fact]
    public async Task Two_new_projects_with_the_package_and_the_code_of_the_README_build_without_a_warning_and_run()
    {
        using var workshop = new Workshop();
        foreach (var project in PackableProjects()) await Dotnet.RunAsync(Repository.Root, "pack", project, "-c", "Release", "-o", workshop.PathOf("feed"));

        // Packages of this tree must not stay in the machine's cache, nor those that are there be fetched again.
        workshop.Write("nuget.config", """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <fallbackPackageFolders><add key="machine" value="MACHINE" /></fallbackPackageFolders>
              <packageSources><add key="feed" value="feed" /></packageSources>
            </configuration>
            """.Replace("MACHINE", PackageCache, StringComparison.Ordinal));

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

    private static IEnumerable<string> PackableProjects() => Directory
        .EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
        .Where(project => File.ReadAllText(project).Contains("<IsPackable>true</IsPackable>", StringComparison.Ordinal));

    private static string PackageCache =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
