using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Validation;

/// <summary>Checks the rules of the language that need a linked file.</summary>
internal static class FileRules
{
    public static void Check(FileDescriptor file, DiagnosticBag diagnostics)
    {
        _ = file;
        _ = diagnostics;
    }
}
