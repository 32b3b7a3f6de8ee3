using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting.Files;

namespace Peregrine.Generator;

/// <summary>What can be wrong with the files of a build, beside what is in them.</summary>
internal static class GeneratorDiagnostics
{
    public static LocatedDiagnostic SameName(ProtoFile file, ProtoFile first) => Error(
        "PRG0902",
        "Two files with one import name",
        file,
        $"Both this file and {first.Path} would be imported as \"{file.Name}\". Set ProtoRoot on one of the <Protobuf> items, so that their paths below it differ.");

    public static LocatedDiagnostic AmbiguousImport(ProtoFile file, FileDescriptor importing, TextSpan span, string name, IReadOnlyList<ProtoFile> candidates) => LocatedDiagnostic.From(
        file.Path,
        new Diagnostic(
            new DiagnosticRule("PRG0909", "An import that means several files", DiagnosticSeverity.Error),
            importing.Source,
            span,
            $"\"{name}\" could be {string.Join(" or ", candidates.Select(static candidate => candidate.Path))}, which differ.",
            "Give the projects that share them a ProtoRoot above their protos, so that the names differ, or add the folder of the one that is meant to AdditionalImportDirs."));

    public static LocatedDiagnostic HomelessImport(ProtoFile file, FileDescriptor importing, FileDescriptor imported, TextSpan span) => LocatedDiagnostic.From(
        file.Path,
        new Diagnostic(
            new DiagnosticRule("PRG0903", "No C# for an imported file", DiagnosticSeverity.Error),
            importing.Source,
            span,
            $"\"{imported.Name}\" is imported, but this project writes no C# for it and no referenced assembly has the class {GeneratedTypes.Reflection(imported)}.",
            "Add it as a <Protobuf> item, or reference the project or package that has it."));

    public static LocatedDiagnostic SecondName(ProtoFile file, FileDescriptor imported) => Error(
        "PRG0904",
        "Two import names for one file",
        file,
        $"This file has the same classes as \"{imported.Name}\", which other files import, but its own import name is \"{file.Name}\". Set ProtoRoot on its <Protobuf> item so that its path below the root is {imported.Name}.");

    public static LocatedDiagnostic InSeveralReferences(ProtoFile file, IReadOnlyList<string> assemblies) =>
        InSeveralReferences(Error("", "", file, ""), assemblies);

    /// <summary>At the place of another finding.</summary>
    public static LocatedDiagnostic InSeveralReferences(LocatedDiagnostic place, IReadOnlyList<string> assemblies) => place with
    {
        Id = "PRG0905",
        Title = "Classes in several references",
        Message = $"The referenced assemblies {string.Join(" and ", assemblies)} each have the classes of this file, and C# cannot tell them apart. "
            + "Let them share one project or package that has them, or give their own ones Access=\"Internal\".",
    };

    public static LocatedDiagnostic Failure(ProtoFile file, Exception exception) => Error(
        "PRG0999",
        "Internal error",
        file,
        $"No C# could be written for {file.Name}: {exception.GetType().Name}: {OneLine(exception.Message)} This is a defect of Peregrine; please report it with the file.");

    private static string OneLine(string text) => text.Replace('\r', ' ').Replace('\n', ' ');

    private static LocatedDiagnostic Error(string id, string title, ProtoFile file, string message) => new(id, title, message, true, file.Path, default, default);
}
