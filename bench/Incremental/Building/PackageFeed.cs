using System.Reflection;

namespace Incremental.Building;

/// <summary>A folder for projects that have nothing of this tree but its packages.</summary>
internal sealed class PackageFeed : IDisposable
{
    private static readonly string Repository = typeof(PackageFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static data => data.Key == "RepositoryPath").Value!;

    private PackageFeed()
    {
    }

    /// <summary>Where the projects go.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("peregrine-incremental-").FullName;

    public static async Task<PackageFeed> PackAsync(CancellationToken cancellationToken)
    {
        var feed = new PackageFeed();
        foreach (var project in new[] { "Peregrine.Http2", "Peregrine.Core", "Peregrine.Client", "Peregrine.Server", "Peregrine" })
            await Dotnet.RunAsync(Repository, cancellationToken, "pack", Path.Combine("src", project), "-c", "Release", "-v", "quiet", "-o", Path.Combine(feed.Folder, "feed"));
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        // Packages of this tree must not stay in the machine's cache, nor those that are there be fetched again.
        await File.WriteAllTextAsync(Path.Combine(feed.Folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <fallbackPackageFolders><add key="machine" value="{cache}" /></fallbackPackageFolders>
              <packageSources><clear /><add key="peregrine" value="feed" /></packageSources>
            </configuration>
            """, cancellationToken);
        return feed;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
