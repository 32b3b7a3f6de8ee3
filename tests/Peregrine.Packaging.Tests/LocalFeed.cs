[assembly: AssemblyFixture(typeof(Peregrine.Packaging.Tests.LocalFeed))]

namespace Peregrine.Packaging.Tests;

/// <summary>The packages of this tree, packed once, for projects that have nothing else of it.</summary>
public sealed class LocalFeed : IAsyncLifetime
{
    private readonly Workshop _workshop = new();

    private static string PackageCache =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The packages.</summary>
    internal IEnumerable<string> Packages => Directory.EnumerateFiles(_workshop.PathOf("feed"), "*.nupkg");

    public async ValueTask InitializeAsync()
    {
        foreach (var project in PackableProjects()) await Dotnet.RunAsync(Repository.Root, "pack", project, "-c", "Release", "-o", _workshop.PathOf("feed"));
    }

    public ValueTask DisposeAsync()
    {
        _workshop.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Lets the projects of a workshop take their packages from here, and from a folder <c>feed</c> of their own.</summary>
    internal void OpenTo(Workshop workshop)
    {
        Directory.CreateDirectory(workshop.PathOf("feed"));

        // Packages of this tree must not stay in the machine's cache, nor those that are there be fetched again.
        workshop.Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <fallbackPackageFolders><add key="machine" value="{PackageCache}" /></fallbackPackageFolders>
              <packageSources><add key="peregrine" value="{_workshop.PathOf("feed")}" /><add key="feed" value="feed" /></packageSources>
            </configuration>
            """);
    }

    private static IEnumerable<string> PackableProjects() => Directory
        .EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
        .Where(project => File.ReadAllText(project).Contains("<IsPackable>true</IsPackable>", StringComparison.Ordinal));
}
