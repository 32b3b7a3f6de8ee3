using System.Collections.Immutable;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting.Files;

namespace Peregrine.Generator;

/// <summary>
/// One file to write C# for, with all that the C# depends on. Two units are equal when the file, its settings, the texts it imports and
/// the findings in it are, whatever compilation they came from; so an edit elsewhere writes nothing again.
/// </summary>
internal sealed class ProtoUnit : IEquatable<ProtoUnit>
{
    private readonly ImmutableArray<string> _texts;

    /// <summary>Keeps a file and what it depends on.</summary>
    /// <param name="file">The file.</param>
    /// <param name="descriptor">What it declares; null if there is nothing to write.</param>
    /// <param name="texts">The texts of the file and of all files it imports, in a stable order.</param>
    /// <param name="findings">What is wrong with it.</param>
    public ProtoUnit(ProtoFile file, FileDescriptor? descriptor, ImmutableArray<string> texts, ImmutableArray<LocatedDiagnostic> findings)
    {
        File = file;
        Descriptor = descriptor;
        _texts = texts;
        Findings = findings;
        ReflectionType = descriptor is null ? "" : GeneratedTypes.Reflection(descriptor);
    }

    public ProtoFile File { get; }

    public FileDescriptor? Descriptor { get; }

    public ImmutableArray<LocatedDiagnostic> Findings { get; }

    /// <summary>The class that describes the file; empty if there is nothing to write.</summary>
    public string ReflectionType { get; }

    /// <summary>Whether the compiler brings the file, and it is here because others import it.</summary>
    public bool IsCommon { get; init; }

    /// <summary>The classes of other builds that the C# names, each with what to say if no reference has it.</summary>
    public ImmutableArray<(string Type, LocatedDiagnostic Finding)> Imports { get; init; } = [];

    /// <summary>A file that is not compiled, and why.</summary>
    public static ProtoUnit Rejected(ProtoFile file, LocatedDiagnostic why) => new(file, null, [], [why]);

    public bool Equals(ProtoUnit? other) =>
        other is not null
        && File == other.File
        && IsCommon == other.IsCommon
        && Descriptor is null == other.Descriptor is null
        && Findings.SequenceEqual(other.Findings)
        && Imports.SequenceEqual(other.Imports)
        && _texts.SequenceEqual(other._texts, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as ProtoUnit);

    public override int GetHashCode() => File.GetHashCode();
}
