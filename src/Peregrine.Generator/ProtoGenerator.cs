using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Peregrine.ProtoCompiler.Emitting.Files;

namespace Peregrine.Generator;

/// <summary>
/// Writes C# for the <c>.proto</c> files of a project. The steps: each file by itself (<see cref="FilesStep"/>), all compiled together and taken
/// apart (<see cref="UnitsStep"/>), what references have (<see cref="ReferencesStep"/>) left out (<see cref="OutputsStep"/>), C# per file. An output is equal to the one of
/// the run before unless the file or one it imports has changed.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ProtoGenerator : IIncrementalGenerator
{
    /// <summary>The tracking name of the step that reads files and their settings.</summary>
    public const string FilesStep = "Peregrine.Files";

    /// <summary>The tracking name of the step that has one output per file, equal while the file and its imports are.</summary>
    public const string UnitsStep = "Peregrine.Units";

    /// <summary>The tracking name of the step that reads the references, equal while they are; the program does not matter.</summary>
    public const string ReferencesStep = "Peregrine.References";

    /// <summary>The tracking name of the step that leaves out what the referenced assemblies have; its outputs become C#.</summary>
    public const string OutputsStep = "Peregrine.Outputs";

    /// <summary>The tracking name of the step that compares the files with their baselines.</summary>
    public const string ContractStep = "Peregrine.Contract";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var items = context.AdditionalTextsProvider.Where(ItemList.Is).Collect().Select(ItemList.Read);
        var texts = context.AdditionalTextsProvider.Combine(items);
        var files = texts
            .SelectMany(static (pair, cancellationToken) => ProtoFile.From(pair.Left, pair.Right, cancellationToken))
            .WithTrackingName(FilesStep);
        var units = files.Collect()
            .SelectMany(ProtoSet.Compile)
            .WithTrackingName(UnitsStep);
        var references = context.CompilationProvider
            .Select(static (compilation, _) => ReferencedTypes.Of(compilation))
            .WithTrackingName(ReferencesStep);
        var outputs = units
            .Combine(references)
            .Select(static (pair, _) => ProtoOutput.Decide(pair.Left, pair.Right))
            .WithTrackingName(OutputsStep);
        context.RegisterSourceOutput(outputs, Write);
        RegisterContract(context, texts, units);
    }

    private static void RegisterContract(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<(AdditionalText Left, ItemList Right)> texts, IncrementalValuesProvider<ProtoUnit> units)
    {
        var settings = texts.Select(static (pair, _) => BaselineSetting.From(pair.Left, pair.Right)).Where(static setting => setting is not null).Collect();
        var baselines = texts
            .Select(static (pair, cancellationToken) => BaselineFile.From(pair.Left, pair.Right, cancellationToken))
            .Where(static file => file is not null)
            .Collect();
        var findings = units.Collect()
            .Combine(settings)
            .Combine(baselines)
            .SelectMany(static (inputs, _) => ContractFindings.Of(inputs.Left.Left, inputs.Left.Right!, inputs.Right!)) // the steps before have taken the nulls out
            .WithTrackingName(ContractStep);
        context.RegisterSourceOutput(findings, static (context, finding) => context.ReportDiagnostic(finding.ToDiagnostic()));
    }

    private static void Write(SourceProductionContext context, ProtoOutput output)
    {
        foreach (var finding in output.Findings)
            context.ReportDiagnostic(finding.ToDiagnostic());
        var file = output.Unit.File;
        if (!output.IsWritten || output.Unit.Descriptor is not { } descriptor || file.Options is not { } options)
            return;
        try
        {
            if (output.WritesMessages)
                Add(context, HintNames.Messages(file), CSharpEmitter.EmitMessages(descriptor, options));
            if (output.WritesServices && CSharpEmitter.EmitServices(descriptor, options with { MessagesElsewhere = !output.WritesMessages, RanksOverloads = output.RanksOverloads }) is { } services)
                Add(context, HintNames.Services(file), services);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A defect here must not take the other files with it.
            context.ReportDiagnostic(GeneratorDiagnostics.Failure(file, exception).ToDiagnostic());
        }
    }

    private static void Add(SourceProductionContext context, string name, string text) => context.AddSource(name, SourceText.From(text, Encoding.UTF8));
}
