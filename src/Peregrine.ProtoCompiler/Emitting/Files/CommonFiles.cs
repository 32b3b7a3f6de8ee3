using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.WellKnown;

namespace Peregrine.ProtoCompiler.Emitting.Files;

/// <summary>A file to write along, and how.</summary>
/// <param name="File">The file.</param>
/// <param name="Options">What to write for it.</param>
public sealed record CommonFile(FileDescriptor File, EmitOptions Options);

/// <summary>
/// Which of the files that come with the compiler (<c>google/api</c>, <c>google/rpc</c>, <c>google/type</c>, <c>google/longrunning</c>) need C# in a
/// build because others import them. Those of <c>google/protobuf</c> have theirs in the runtime.
/// </summary>
public static class CommonFiles
{
    private const string RuntimeNamespace = "Google.Protobuf";

    /// <summary>
    /// The common files that <paramref name="files"/> import, directly or through each other. One whose types stand in public members of a public file
    /// is public; the others, such as those that only bring custom options, are internal, so that each project can have its own.
    /// </summary>
    /// <param name="files">The files of a build without errors, and what is written for them.</param>
    public static IReadOnlyList<CommonFile> Of(IReadOnlyList<CommonFile> files)
    {
        var listed = new HashSet<FileDescriptor>(files.Select(static file => file.File));
        var common = Reach(listed, static file => Imports(file).Where(IsCommon));
        common.ExceptWith(listed);
        if (common.Count == 0)
            return [];
        var seen = Reach(
            files.Where(static file => !file.Options.IsInternal).Select(static file => file.File),
            file => file.Imports.Any(import => Leads(import, common)) ? Exposed(file).Where(common.Contains) : []);
        var services = files.Aggregate(ServiceParts.None, static (parts, file) => parts | file.Options.Services);
        return
        [
            .. common
                .OrderBy(static file => file.Name, StringComparer.Ordinal)
                .Select(file => new CommonFile(file, new EmitOptions(services, IsInternal: !seen.Contains(file)))),
        ];
    }

    private static bool IsCommon(FileDescriptor file)
    {
        var space = TypeNames.Namespace(file);
        var isOfRuntime = space == RuntimeNamespace || space.StartsWith(RuntimeNamespace + ".", StringComparison.Ordinal);
        return !isOfRuntime && WellKnownFiles.Contains(file.Name);
    }

    private static IEnumerable<FileDescriptor> Imports(FileDescriptor file) => GeneratedTypes.Dependencies(file).Select(static import => import.File);

    // Whether types of these files can be named because of an import.
    private static bool Leads(FileImport import, HashSet<FileDescriptor> files) =>
        import.File is { } file && (files.Contains(file) || file.Imports.Any(static further => further.Kind == ImportKind.Public));

    // The files whose types stand in the members of a file's classes.
    private static IEnumerable<FileDescriptor> Exposed(FileDescriptor file) =>
        file.Messages.SelectMany(OfMessage)
            .Concat(file.Extensions.SelectMany(OfField))
            .Concat(file.Services.SelectMany(static service => service.Methods).SelectMany(static method => new[] { method.InputType!.File, method.OutputType!.File }));

    private static IEnumerable<FileDescriptor> OfMessage(MessageDescriptor message) =>
        message.Fields.Concat(message.NestedExtensions).SelectMany(OfField).Concat(message.NestedMessages.SelectMany(OfMessage));

    private static IEnumerable<FileDescriptor> OfField(FieldDescriptor field)
    {
        if (field.ContainingType is { } extendee)
            yield return extendee.File;
        if ((field.MessageType?.File ?? field.EnumType?.File) is { } type)
            yield return type;
    }

    private static HashSet<FileDescriptor> Reach(IEnumerable<FileDescriptor> from, Func<FileDescriptor, IEnumerable<FileDescriptor>> next)
    {
        var reached = new HashSet<FileDescriptor>(from);
        var open = new Queue<FileDescriptor>(reached);
        while (open.Count > 0)
        {
            foreach (var file in next(open.Dequeue()).Where(reached.Add))
                open.Enqueue(file);
        }
        return reached;
    }
}
