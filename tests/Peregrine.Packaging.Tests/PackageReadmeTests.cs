using System.IO.Compression;
using System.Xml.Linq;

namespace Peregrine.Packaging.Tests;

/// <summary>What a gallery shows of a package.</summary>
public sealed class PackageReadmeTests(LocalFeed feed)
{
    [Fact]
    public void Every_package_has_a_readme()
    {
        Assert.NotEmpty(feed.Packages);
        Assert.All(feed.Packages, static package =>
        {
            using var archive = ZipFile.OpenRead(package);
            using var nuspec = archive.Entries.Single(static entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
            var readme = XDocument.Load(nuspec).Descendants().SingleOrDefault(static element => element.Name.LocalName == "readme")?.Value;

            Assert.Equal("README.md", readme);
            Assert.NotNull(archive.GetEntry("README.md"));
        });
    }

    [Fact]
    public void Code_in_the_readme_of_a_package_stands_on_a_page_whose_code_is_tested()
    {
        var tested = new[] { "README.md", "docs/testing.md" }.SelectMany(ReadmeBlock.ReadAll).Select(static block => block.Text).ToHashSet(StringComparer.Ordinal);
        var pages = Directory.EnumerateFiles(Repository.PathOf("src"), "README.md", SearchOption.AllDirectories).ToArray();

        Assert.NotEmpty(pages);
        Assert.All(pages.SelectMany(ReadmeBlock.ReadAll), block => Assert.Contains(block.Text, tested));
    }
}
