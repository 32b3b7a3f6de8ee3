namespace Peregrine.Packaging.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void Every_source_block_of_the_README_says_which_file_it_is_so_that_the_other_tests_build_it()
    {
        Assert.All(Readme.Blocks.Where(block => block.Language is "csharp" or "proto"), block => Assert.NotNull(block.File));
        Assert.All(Readme.Blocks, block => Assert.Contains(block.Language, new[] { "bash", "csharp", "proto", "text", "xml" }));
    }

    [Fact]
    public async Task The_code_of_the_README_builds_against_this_tree_without_a_warning_and_prints_what_the_README_says()
    {
        using var workshop = new Workshop();
        workshop.Write("Directory.Packages.props", $"""<Project><Import Project="{Repository.PathOf("Directory.Packages.props")}" /></Project>""");
        foreach (var project in new[] { Readme.Server, Readme.Client })
        {
            workshop.Write($"{project}/{project}.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <Import Project="{Repository.PathOf("eng/UsePeregrine.props")}" />
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <Nullable>enable</Nullable>
                  </PropertyGroup>
                  {Readme.ProjectLines}
                </Project>
                """);
        }

        Readme.WriteSources(workshop);
        await ReadmePrograms.BuildAsync(workshop);

        Assert.Equal(Readme.ClientOutput, (await ReadmePrograms.RunAsync(workshop)).ReplaceLineEndings("\n"));
    }
}
