using Peregrine.ProtoCompiler;

namespace Peregrine.Generator.Tests;

public sealed class ImportPathTests
{
    [Theory]
    [InlineData("/p/a.proto", "", "/p/", "a.proto")]
    [InlineData("/p/protos/a.proto", "", "/p/", "protos/a.proto")]
    [InlineData("/p/protos/a.proto", "protos", "/p/", "a.proto")]
    [InlineData("/p/protos/x/a.proto", "./protos/", "/p/", "x/a.proto")]
    [InlineData("/elsewhere/a.proto", "", "/p/", "a.proto")]
    [InlineData("/elsewhere/x/a.proto", "../elsewhere", "/p/", "x/a.proto")]
    [InlineData("/elsewhere/x/a.proto", "/elsewhere", "/p/", "x/a.proto")]
    [InlineData("/p/protos/a.proto", "other", "/p/", "protos/a.proto")]
    [InlineData("C:\\p\\protos\\a.proto", "protos", "c:\\P\\", "a.proto")]
    [InlineData("/project/a.proto", "", "/p", "a.proto")]
    public void The_import_name_is_the_path_below_the_root(string path, string root, string project, string expected) =>
        Assert.Equal([expected], ImportPath.Of(path, root, project));

    [Fact]
    public void A_file_has_a_name_below_each_root_that_it_lies_under() => Assert.Equal(
        ["ext/google/api/http.proto", "google/api/http.proto"],
        ImportPath.Of("/p/protos/ext/google/api/http.proto", "/p/protos/|/elsewhere/|protos/ext|/p/protos", "/p/"));
}
