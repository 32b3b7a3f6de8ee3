using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Validation;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>
/// Links files that are ordered by their imports: declares all names, then takes each file through types, options, features
/// and rules. Time is linear in the size of the files.
/// </summary>
internal static class Linker
{
    public static SymbolTable Link(IReadOnlyList<LinkedFile> files, CancellationToken cancellationToken)
    {
        var symbols = new SymbolTable();
        foreach (var file in files)
            new Declarer(symbols, file).Declare();
        var schema = new OptionSchema(symbols);
        var hints = new NameHints(symbols);
        // Options of all files are interpreted against descriptor.proto, which imports nothing.
        foreach (var file in files.OrderBy(f => f.Descriptor.Name == OptionSchema.FileName ? 0 : 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            file.Descriptor.HasErrors = file.HasSyntaxErrors;
            if (!file.HasSyntaxErrors)
                LinkFile(file, symbols, schema, hints);
            file.Descriptor.HasErrors |= file.Diagnostics.HasErrors || file.Descriptor.Imports.Any(i => i.File is { HasErrors: true });
        }
        return symbols;
    }

    private static void LinkFile(LinkedFile file, SymbolTable symbols, OptionSchema schema, NameHints hints)
    {
        var scope = new FileScope(symbols, file.Descriptor);
        new TypeResolver(scope, symbols, hints, file).Resolve();
        var targets = OptionTargets.Of(file.Descriptor);
        var paths = targets.Count > 0 ? new OptionPaths() : null;
        file.Descriptor.OptionPaths = paths;
        var options = new OptionInterpreter(schema, scope, file, paths);
        foreach (var target in targets)
            options.Interpret(target, extensions: false);
        new FeatureResolver(file).Resolve();
        var values = new FieldValues(file.Diagnostics);
        foreach (var target in targets)
        {
            options.Interpret(target, extensions: true);
            values.Read(target);
        }
        if (!file.Diagnostics.HasErrors)
            ReportUnusedImports(file, scope);
        FileRules.Check(file.Descriptor, file.Diagnostics);
    }

    private static void ReportUnusedImports(LinkedFile file, FileScope scope)
    {
        foreach (var import in scope.UnusedImports)
        {
            var syntax = file.Descriptor.Syntax.Imports.Find(s => s.Path.Text == import.Path);
            file.Diagnostics.Report(DiagnosticRules.UnusedImport, syntax.Span, $"The import \"{import.Path}\" is not used.", "Remove it.");
        }
    }
}
