using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Peregrine.ProtoCompiler.Emitting.Files;

namespace Peregrine.Generator;

/// <summary>
/// Writes C# for the <c>.proto</c> files of a project. The steps: each file by itself (<see cref="FilesStep"/>), all compiled together and taken
/// apart (<see cref="UnitsStep"/>), C# per file. A unit is equal to the one of the run before unless the file or one it imports has changed.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ProtoGenerator : IIncrementalGenerator
{
    /// <summary>The tracking name of the step that reads files and their settings.</summary>
    public const string FilesStep = "Peregrine.Files";

    /// <summary>The tracking name of the step whose outputs each become C#.</summary>
    public const string UnitsStep = "Peregrine.Units";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellationToken) => ProtoFile.From(pair.Left, pair.Right, cancellationToken))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!) // the step before has taken the nulls out
            .WithTrackingName(FilesStep);
        var units = files.Collect()
            .SelectMany(ProtoSet.Compile)
            .WithTrackingName(UnitsStep);
        context.RegisterSourceOutput(units, Write);
    }

    private static void Write(SourceProductionContext context, ProtoUnit unit)
    {
        foreach (var finding in unit.Findings)
            context.ReportDiagnostic(finding.ToDiagnostic());
        if (unit.Descriptor is not { HasErrors: false } descriptor || unit.File.Options is not { } options)
            return;
        try
        {
            Add(context, HintNames.Messages(unit.File), CSharpEmitter.EmitMessages(descriptor, options));
            if (CSharpEmitter.EmitServices(descriptor, options) is { } services)
                Add(context, HintNames.Services(unit.File), services);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A defect here must not take the other files with it.
            context.ReportDiagnostic(GeneratorDiagnostics.Failure(unit.File, exception).ToDiagnostic());
        }
    }

    private static void Add(SourceProductionContext context, string name, string text) => context.AddSource(name, SourceText.From(text, Encoding.UTF8));
}
