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
        Assert.Equal(expected, ImportPath.Of(path, root, project));
}
