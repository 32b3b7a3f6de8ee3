using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Validation;

namespace Peregrine.ProtoCompiler.Linking;

/// <summary>
/// Links files that are ordered by their imports: declares all names, then takes each file through types, options, features
/// and rules. Time is linear in the size of the files. A file that was linked before, with the same imports, is taken as it is.
/// </summary>
internal static class Linker
{
    public static SymbolTable Link(IReadOnlyList<LinkedFile> files, AbsentFiles absent, CancellationToken cancellationToken) =>
        TryLink(files, absent, mayReuse: true, cancellationToken)
            ?? TryLink(files, absent, mayReuse: false, cancellationToken)
            ?? throw new InvalidOperationException("A file that was linked for the first time contradicts an earlier one.");

    // A file depends on more than its imports: its names and extension numbers must not be taken by files that it does not know. That hardly ever changes;
    // when it does, so that something is wrong now with a file that was right before, nothing is reused: null.
    private static SymbolTable? TryLink(IReadOnlyList<LinkedFile> files, AbsentFiles absent, bool mayReuse, CancellationToken cancellationToken)
    {
        foreach (var file in files)
            file.Begin(mayReuse);
        var symbols = Declare(files);
        var schema = new OptionSchema(symbols);
        if (files.Any(file => file.IsContradicted(schema.File)))
            return null;
        var hints = new NameHints(symbols, absent);
        // Options of all files are interpreted against descriptor.proto, which imports nothing.
        foreach (var file in files.OrderBy(f => f.Name == OptionSchema.FileName ? 0 : 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.IsReused)
            {
                if (!symbols.TryAddExtensions(file.Descriptor))
                    return null;
                continue;
            }
            file.Descriptor.HasErrors = file.HasSyntaxErrors;
            if (!file.HasSyntaxErrors)
                LinkFile(file, symbols, schema, hints);
            file.Descriptor.HasErrors |= file.Diagnostics.HasErrors || file.Descriptor.Imports.Any(i => i.File is { HasErrors: true });
        }
        foreach (var file in files)
            file.Keep(schema.File);
        return symbols;
    }

    private static SymbolTable Declare(IReadOnlyList<LinkedFile> files)
    {
        var symbols = new SymbolTable();
        var texts = new Dictionary<string, FileDescriptor>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (!IsSecondPath(file, texts))
                new Declarer(symbols, file).Declare();
        }
        return symbols;
    }

    // One file under two import paths would declare everything twice; one diagnostic says so instead of hundreds.
    private static bool IsSecondPath(LinkedFile file, Dictionary<string, FileDescriptor> texts)
    {
        var descriptor = file.Descriptor;
        var isEmpty = descriptor.Messages.Count + descriptor.Enums.Count + descriptor.Services.Count + descriptor.Extensions.Count == 0;
        if (isEmpty || descriptor.IsSerialized || !texts.TryGetValue(descriptor.Source.Text, out var other))
        {
            texts[descriptor.Source.Text] = descriptor;
            return false;
        }
        file.Diagnostics.Report(DiagnosticRules.SecondImportPath, new TextSpan(descriptor.Syntax.Span.Start, 0),
            $"\"{descriptor.Name}\" is the file \"{other.Name}\" under a second import path, and declares the same names again.",
            "Import it by one path everywhere; ProtoRoot and AdditionalImportDirs decide what paths begin with.");
        return true;
    }

    // Two imports that each are right may not go together.
    private static void ReportMeetingHomonyms(LinkedFile file, SymbolTable symbols)
    {
        if (symbols.Homonyms.Count == 0)
            return;
        var closure = new Coexistence(file.Descriptor).Closure;
        foreach (var (first, second) in symbols.Homonyms)
        {
            if (!closure.Contains(first.File) || !closure.Contains(second.File))
                continue;
            var import = file.Descriptor.Syntax.Imports.Find(i => i.Path.Text == second.File.Name) ?? file.Descriptor.Syntax.Imports[0];
            file.Diagnostics.Report(DiagnosticRules.DuplicateName, import.Span,
                $"\"{second.FullName}\" is defined in both \"{first.File.Name}\" and \"{second.File.Name}\", and this file imports both.");
            return;
        }
    }

    private static void LinkFile(LinkedFile file, SymbolTable symbols, OptionSchema schema, NameHints hints)
    {
        ReportMeetingHomonyms(file, symbols);
        var scope = new FileScope(symbols, file.Descriptor);
        new TypeResolver(scope, symbols, hints, file).Resolve();
        if (file.Descriptor.IsSerialized)
            new SerializedValues(schema, symbols, file.Diagnostics).Read(file.Descriptor);
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
        options.CheckRequired();
        if (!file.Descriptor.IsSerialized && !file.Diagnostics.HasErrors && !file.Descriptor.Imports.Any(i => i.File is null or { HasErrors: true }))
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
