using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Linking;
using Peregrine.Protoc.Outputs;

namespace Peregrine.Protoc.Plugins;

/// <summary>
/// Answers one request of <c>protoc</c> or <c>buf</c>, which start the program as <c>protoc-gen-peregrine</c>. What is wrong with the files is
/// an answer too; the caller prints it.
/// </summary>
internal static class Plugin
{
    /// <summary>The serialized response; null if the bytes are no request.</summary>
    public static byte[]? Answer(byte[] bytes)
    {
        if (CodeGeneratorRequest.Read(bytes) is not { FilesToGenerate.Count: > 0 } request)
            return null;
        if (CodeRecipe.Parse(CodeKind.Peregrine, request.Parameter, out var unknown) is not { } recipe)
            return CodeGeneratorResponse.WriteError($"Unknown generator option: {unknown}. There are: {string.Join(", ", CodeRecipe.OptionsOf(CodeKind.Peregrine))}.");
        var compilation = ProtoCompilation.Compile(request.Files);
        var errors = compilation.Diagnostics.Where(finding => finding.IsError).Select(finding => $"{finding.Source.Name}: {finding.MessageWithHint} [{finding.Id}]").ToList();
        if (errors.Count > 0)
            return CodeGeneratorResponse.WriteError(string.Join('\n', errors));
        return Write(request, compilation, recipe);
    }

    private static byte[] Write(CodeGeneratorRequest request, ProtoCompilation compilation, CodeRecipe recipe)
    {
        var files = new List<(string, string)>();
        foreach (var name in request.FilesToGenerate)
        {
            if (compilation.FindFile(name) is not { } file)
                return CodeGeneratorResponse.WriteError($"{name}: The request asks for this file, but does not carry it.");
            if (recipe.Write(file, out var error) is not { } outputs)
                return CodeGeneratorResponse.WriteError(error);
            files.AddRange(outputs.Select(output => (output.Name, output.Text)));
        }
        return CodeGeneratorResponse.WriteFiles(files);
    }
}
