using System.Globalization;
using Microsoft.CodeAnalysis;
using Peregrine.Generator.Tests.Oracle;
using Peregrine.ProtocOracle;

namespace Peregrine.Generator.Tests;

/// <summary>Files of google/api and its like, which the compiler brings: who imports them gets their C#, too.</summary>
public sealed class CommonFilesTests
{
    private const string Annotated = """
        syntax = "proto3"; package a; import "google/api/annotations.proto";
        message M { } service S { rpc Call(M) returns (M) { option (google.api.http) = { get: "/m" }; } }
        """;

    private const string Priced = """syntax = "proto3"; package a; import "google/type/money.proto"; message Priced { google.type.Money price = 1; }""";
    private const string Slow = """
        syntax = "proto3"; package a; import "google/longrunning/operations.proto";
        service Slow { rpc Call(google.longrunning.GetOperationRequest) returns (google.longrunning.Operation); }
        """;

    [Fact]
    public void A_file_that_only_brings_options_gets_internal_classes_with_all_that_it_imports()
    {
        var project = new InMemoryProject().With("service.proto", Annotated);

        Assert.Equal(
            ["google/api/annotations.proto.g.cs", "google/api/http.proto.g.cs", "service.proto.g.cs", "service.proto.grpc.g.cs"],
            Sources(project));
        Compiles(project);
        Assert.All(PublicTypes(project), static type => Assert.StartsWith("A.", type, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_whose_types_stand_in_public_messages_gets_public_classes()
    {
        var project = new InMemoryProject().With("priced.proto", Priced);

        Compiles(project);
        Assert.Contains("Google.Type.Money", PublicTypes(project));
    }

    [Fact]
    public void A_file_whose_types_stand_in_internal_messages_gets_internal_classes()
    {
        var project = new InMemoryProject().With("priced.proto", Priced, ("Access", "Internal"));

        Compiles(project);
        Assert.Empty(PublicTypes(project));
    }

    [Fact]
    public void A_file_whose_types_stand_in_calls_gets_public_classes_and_the_services_that_are_asked_for()
    {
        var project = new InMemoryProject().With("slow.proto", Slow, ("GrpcServices", "Client"));

        Compiles(project);
        var types = PublicTypes(project);
        Assert.Contains("Google.LongRunning.Operation", types);
        Assert.Contains("Google.Rpc.Status", types);
        Assert.Contains("Google.LongRunning.Operations+OperationsClient", types);
        Assert.DoesNotContain("Google.LongRunning.Operations+OperationsBase", types);
        Assert.DoesNotContain("Google.Api.AnnotationsReflection", types);
    }

    [Fact]
    public void The_classes_of_one_reference_are_used()
    {
        var library = new InMemoryProject().With("library.proto", """syntax = "proto3"; package lib; import "google/type/money.proto"; message Wallet { repeated google.type.Money content = 1; }""");
        var project = new InMemoryProject().With("priced.proto", Priced).Referencing(library);

        Assert.Equal(["priced.proto.g.cs"], Sources(project));
        Compiles(project);
    }

    [Fact]
    public void Internal_classes_of_a_reference_are_in_nobodys_way()
    {
        var library = new InMemoryProject().With("service.proto", Annotated);
        var project = new InMemoryProject().With("other.proto", Annotated.Replace("package a;", "package b;", StringComparison.Ordinal)).Referencing(library);

        Assert.Contains("google/api/annotations.proto.g.cs", Sources(project));
        Compiles(project);
    }

    [Fact]
    public void Where_two_references_have_public_classes_a_project_gets_its_own_without_a_warning()
    {
        var first = new InMemoryProject().With("priced.proto", Priced);
        var second = new InMemoryProject().With("other.proto", Priced.Replace("package a;", "package b;", StringComparison.Ordinal));
        var project = new InMemoryProject().With("third.proto", Priced.Replace("package a;", "package c;", StringComparison.Ordinal)).Referencing(first).Referencing(second);

        Assert.Equal(["google/type/money.proto.g.cs", "third.proto.g.cs"], Sources(project));
        Compiles(project);
    }

    [Fact]
    public void A_projects_own_copy_is_compiled_instead_as_its_item_says()
    {
        var project = new InMemoryProject()
            .With("priced.proto", Priced)
            .With("protos/google/type/money.proto", """syntax = "proto3"; package google.type; option csharp_namespace = "Own"; message Money { }""", ("ProtoRoot", "protos"));

        Assert.Equal(["google/type/money.proto.g.cs", "priced.proto.g.cs"], Sources(project));
        Compiles(project);
        Assert.Contains("Own.Money", PublicTypes(project));
    }

    [Fact]
    public void A_copy_that_is_there_to_be_imported_gives_the_text()
    {
        var project = new InMemoryProject()
            .With("priced.proto", Priced)
            .With("/usr/share/protos/google/type/money.proto", """syntax = "proto3"; package google.type; option csharp_namespace = "Own"; message Money { }""", ("ProtoCompile", "False"), ("ProtoRoot", "/usr/share/protos"));

        Compiles(project);
        Assert.Contains("Own.Money", PublicTypes(project));
    }

    [Fact]
    public void A_copy_under_another_import_name_is_an_error_that_says_how_to_fix_it()
    {
        var result = new InMemoryProject()
            .With("priced.proto", Priced)
            .With("protos/google/type/money.proto", """syntax = "proto3"; package google.type; option csharp_namespace = "Google.Type"; message Money { }""")
            .Run();

        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal("PRG0904", finding.Id);
        Assert.EndsWith("/protos/google/type/money.proto", finding.Location.GetLineSpan().Path, StringComparison.Ordinal);
        Assert.Contains("ProtoRoot", finding.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_the_runtime_get_no_classes()
    {
        var project = new InMemoryProject().With("m.proto", """syntax = "proto3"; import "google/protobuf/timestamp.proto"; message M { google.protobuf.Timestamp at = 1; }""");

        Assert.Equal(["m.proto.g.cs"], Sources(project));
    }

    [Fact]
    public void An_edit_elsewhere_does_not_write_them_again()
    {
        var project = new InMemoryProject().With("priced.proto", Priced).With("apart.proto", """syntax = "proto3"; package a; message Apart { }""");
        project.Run();

        var result = project.With("apart.proto", """syntax = "proto3"; package a; message Apart { int32 x = 1; }""").Run();

        Assert.Equal(IncrementalStepRunReason.Modified, Reason(result, "apart.proto"));
        Assert.NotEqual(IncrementalStepRunReason.Modified, Reason(result, "google/type/money.proto"));
    }

    private static IncrementalStepRunReason Reason(GeneratorRunResult result, string file) => result.TrackedSteps[ProtoGenerator.OutputsStep]
        .SelectMany(static step => step.Outputs)
        .Single(output => ((ProtoOutput)output.Value).Unit.File.Name == file).Reason;

    private static IEnumerable<string> Sources(InMemoryProject project) => project.Run().GeneratedSources.Select(static source => source.HintName).Order(StringComparer.Ordinal);

    private static IEnumerable<string> PublicTypes(InMemoryProject project) =>
        CompiledCode.Load(project.Run().GeneratedSources.Select(static source => source.SourceText.ToString())).GetExportedTypes().Select(static type => type.FullName!);

    private static void Compiles(InMemoryProject project)
    {
        Assert.Empty(project.Run().Diagnostics);
        Assert.Empty(project.Compiled().GetDiagnostics(TestContext.Current.CancellationToken));
    }
}
