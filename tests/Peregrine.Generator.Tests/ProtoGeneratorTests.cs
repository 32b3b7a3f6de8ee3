using Microsoft.CodeAnalysis;
using Peregrine.Generator.Tests.Oracle;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtocOracle;

namespace Peregrine.Generator.Tests;

public sealed class ProtoGeneratorTests
{
    private const string Leaf = """syntax = "proto3"; package a; message Leaf { int32 x = 1; }""";
    private const string Importing = """syntax = "proto3"; package a; import "leaf.proto"; message Importing { Leaf leaf = 1; }""";
    private const string Service = """
        syntax = "proto3"; package a; message M { } service S { rpc Call(M) returns (M); }
        """;

    [Fact]
    public void Each_file_gives_one_source_and_one_more_if_it_has_services()
    {
        var result = new InMemoryProject().With("leaf.proto", Leaf).With("api/service.proto", Service).Run();

        Assert.Equal(
            ["api/service.proto.g.cs", "api/service.proto.grpc.g.cs", "leaf.proto.g.cs"],
            result.GeneratedSources.Select(static source => source.HintName).Order(StringComparer.Ordinal));
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void An_edit_writes_the_file_and_its_dependents_again_and_nothing_else()
    {
        var project = new InMemoryProject()
            .With("leaf.proto", Leaf)
            .With("importing.proto", Importing)
            .With("indirect.proto", """syntax = "proto3"; package a; import "importing.proto"; message Indirect { Importing one = 1; }""")
            .With("apart.proto", """syntax = "proto3"; package a; message Apart { }""");
        project.Run();

        var result = project.With("leaf.proto", Leaf.Replace("x = 1", "x = 2", StringComparison.Ordinal)).Run();

        Assert.Equal(
            ["apart.proto Cached", "importing.proto Modified", "indirect.proto Modified", "leaf.proto Modified"],
            Outcomes(result));
    }

    [Fact]
    public void A_run_without_a_change_writes_nothing_again()
    {
        var project = new InMemoryProject().With("leaf.proto", Leaf).With("importing.proto", Importing);
        project.Run();

        Assert.All(Outcomes(project.Run()), static outcome => Assert.EndsWith("Cached", outcome, StringComparison.Ordinal));
    }

    [Fact]
    public void An_edit_links_the_file_again_and_takes_what_it_imports_as_it_was()
    {
        var project = new InMemoryProject().With("leaf.proto", Leaf).With("importing.proto", Importing);
        var leaf = Descriptor(project.Run(), "leaf.proto");

        var result = project.With("importing.proto", Importing + " message More { }").Run();

        Assert.Equal(["importing.proto Modified", "leaf.proto Cached"], Outcomes(result));
        Assert.Same(leaf, Assert.Single(Descriptor(result, "importing.proto").Imports).File);
    }

    [Fact]
    public void An_edit_of_the_program_looks_nothing_up_again()
    {
        var project = new InMemoryProject().With("leaf.proto", Leaf).With("importing.proto", Importing).WithProgram("class C { }");
        project.Run();

        var result = project.WithProgram("class C { int x; }").Run();

        Assert.Equal(IncrementalStepRunReason.Unchanged, Assert.Single(Assert.Single(result.TrackedSteps[ProtoGenerator.ReferencesStep]).Outputs).Reason);
        Assert.All(result.TrackedSteps[ProtoGenerator.OutputsStep], static step => Assert.Equal(IncrementalStepRunReason.Cached, Assert.Single(step.Outputs).Reason));
    }

    [Fact]
    public void A_reference_that_appears_later_takes_over_the_classes_that_it_has()
    {
        var project = new InMemoryProject().With("leaf.proto", Leaf).With("importing.proto", Importing);
        project.Run();

        var result = project.Referencing(new InMemoryProject().With("leaf.proto", Leaf)).Run();

        Assert.Equal("importing.proto.g.cs", Assert.Single(result.GeneratedSources).HintName);
    }

    [Fact]
    public void An_import_that_appears_later_heals_its_importers()
    {
        var project = new InMemoryProject().With("importing.proto", Importing);
        Assert.Contains(project.Run().Diagnostics, static finding => finding.Severity == DiagnosticSeverity.Error);

        var result = project.With("leaf.proto", Leaf).Run();

        Assert.Empty(result.Diagnostics);
        Assert.Equal(2, result.GeneratedSources.Length);
    }

    [Fact]
    public void An_error_is_reported_in_the_proto_file_at_its_line_and_column_and_the_other_files_go_on()
    {
        var result = new InMemoryProject()
            .With("leaf.proto", Leaf)
            .With("broken.proto", "syntax = \"proto3\";\nmessage Broken {\n  Unheard of = 1;\n}\n")
            .Run();

        var finding = Assert.Single(result.Diagnostics);
        var position = finding.Location.GetLineSpan();
        Assert.Equal(InMemoryProject.Directory + "/broken.proto", position.Path);
        Assert.Equal((2, 2), (position.StartLinePosition.Line, position.StartLinePosition.Character));
        Assert.Equal(9, position.EndLinePosition.Character);
        Assert.Equal(DiagnosticSeverity.Error, finding.Severity);
        Assert.Equal("leaf.proto.g.cs", Assert.Single(result.GeneratedSources).HintName);
    }

    [Fact]
    public void An_error_that_moves_is_reported_where_it_is_now()
    {
        var project = new InMemoryProject().With("broken.proto", "syntax = \"proto3\";\nmessage M { X x = 1; }");
        project.Run();

        var result = project.With("broken.proto", "syntax = \"proto3\";\n\n\nmessage M { X x = 1; }").Run();

        Assert.Equal(3, Assert.Single(result.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
    }

    [Theory]
    [InlineData("Both", true, true)]
    [InlineData("Client", true, false)]
    [InlineData("server", false, true)]
    [InlineData("None", false, false)]
    public void GrpcServices_chooses_the_halves_of_a_service(string services, bool client, bool server)
    {
        var result = new InMemoryProject().With("service.proto", Service, ("GrpcServices", services)).Run();

        var text = string.Concat(result.GeneratedSources.Select(static source => source.SourceText.ToString()));
        Assert.Equal(client, text.Contains("class SClient", StringComparison.Ordinal));
        Assert.Equal(server, text.Contains("class SBase", StringComparison.Ordinal));
        Assert.Equal(client || server ? 2 : 1, result.GeneratedSources.Length);
    }

    [Fact]
    public void Access_Internal_makes_no_public_type()
    {
        var project = new InMemoryProject().With("service.proto", Service, ("Access", "Internal")).With("leaf.proto", Leaf, ("Access", "Internal"));

        var assembly = CompiledCode.Load(project.Run().GeneratedSources.Select(static source => source.SourceText.ToString()));

        Assert.Empty(assembly.GetExportedTypes());
    }

    [Fact]
    public void A_file_that_is_there_to_be_imported_gives_no_source()
    {
        var project = new InMemoryProject()
            .With("/usr/share/protos/leaf.proto", Leaf, ("ProtoCompile", "False"), ("ProtoRoot", "/usr/share/protos"))
            .With("importing.proto", Importing)
            .Referencing(new InMemoryProject().With("leaf.proto", Leaf));

        var result = project.Run();

        Assert.Empty(result.Diagnostics);
        Assert.Equal("importing.proto.g.cs", Assert.Single(result.GeneratedSources).HintName);
        Assert.Empty(project.Compiled().GetDiagnostics(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_import_whose_classes_are_nowhere_is_an_error_at_the_import()
    {
        var result = new InMemoryProject()
            .With("/usr/share/protos/leaf.proto", Leaf, ("ProtoCompile", "False"), ("ProtoRoot", "/usr/share/protos"))
            .With("importing.proto", Importing)
            .Run();

        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal("PRG0903", finding.Id);
        Assert.Equal("\"leaf.proto\"", Importing.Substring(finding.Location.SourceSpan.Start, finding.Location.SourceSpan.Length));
        Assert.Empty(result.GeneratedSources);
    }

    [Fact]
    public void Messages_that_a_referenced_assembly_has_are_used_and_not_written_again()
    {
        var library = new InMemoryProject().With("service.proto", Service, ("GrpcServices", "None"));
        var project = new InMemoryProject().With("service.proto", Service).Referencing(library);

        var result = project.Run();

        Assert.Equal("service.proto.grpc.g.cs", Assert.Single(result.GeneratedSources).HintName);
        Assert.Empty(project.Compiled().GetDiagnostics(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Services_that_a_referenced_assembly_has_are_not_written_again()
    {
        var library = new InMemoryProject().With("service.proto", Service);

        Assert.Empty(new InMemoryProject().With("service.proto", Service, ("GrpcServices", "Client")).Referencing(library).Run().GeneratedSources);
    }

    [Fact]
    public void Internal_messages_of_a_referenced_assembly_are_written_again()
    {
        var library = new InMemoryProject().With("leaf.proto", Leaf, ("Access", "Internal"));

        Assert.Single(new InMemoryProject().With("leaf.proto", Leaf).Referencing(library).Run().GeneratedSources);
    }

    [Fact]
    public void Two_files_with_one_import_name_are_an_error_that_says_how_to_fix_it()
    {
        var result = new InMemoryProject()
            .With("one/leaf.proto", Leaf, ("ProtoRoot", "one"))
            .With("two/leaf.proto", Leaf, ("ProtoRoot", "two"))
            .Run();

        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal("PRG0902", finding.Id);
        Assert.Contains("ProtoRoot", finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Single(result.GeneratedSources);
    }

    [Fact]
    public void An_import_by_a_path_from_another_root_is_told_the_right_one()
    {
        var result = new InMemoryProject()
            .With("protos/leaf.proto", Leaf)
            .With("protos/importing.proto", Importing)
            .Run();

        Assert.Contains("\"protos/leaf.proto\"", Assert.Single(result.Diagnostics, static finding => finding.Id == "PRG0100").GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_without_proto_files_gives_nothing() => Assert.Empty(new InMemoryProject().Run().GeneratedSources);

    private static FileDescriptor Descriptor(GeneratorRunResult result, string name) => Assert.IsType<FileDescriptor>(
        result.TrackedSteps[ProtoGenerator.UnitsStep].SelectMany(static step => step.Outputs).Select(static output => (ProtoUnit)output.Value).Single(unit => unit.File.Name == name).Descriptor);

    private static IEnumerable<string> Outcomes(GeneratorRunResult result) => result.TrackedSteps[ProtoGenerator.OutputsStep]
        .SelectMany(static step => step.Outputs)
        .Select(static output => $"{((ProtoOutput)output.Value).Unit.File.Name} {(output.Reason == IncrementalStepRunReason.Unchanged ? "Cached" : output.Reason)}")
        .Order(StringComparer.Ordinal);
}
