using Compilers.Loads;
using Measuring;
using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting;
using Peregrine.ProtoCompiler.Emitting.Files;
using Peregrine.ProtoCompiler.Linking;
using Peregrine.ProtoCompiler.Tests.Oracle;

namespace Compilers.Contestants;

/// <summary>Peregrine's compiler inside a process that has compiled before, as in the compiler server and in editors. It reads the files each time and keeps nothing.</summary>
internal sealed class WarmLibrary() : Contestant("ours, warm")
{
    public override double? Compile(Load load, Product product)
    {
        var before = CpuTime.OfSelf();
        var sources = load.Files.Select(file => new ProtoSource(file, File.ReadAllText(Path.Combine(load.Roots[0], file)))).ToArray();
        var compilation = ProtoCompilation.Compile(sources, new FolderResolver([.. load.Roots]));
        if (compilation.Diagnostics.FirstOrDefault(static finding => finding.IsError) is { } error)
        {
            Console.Error.WriteLine($"{Name} did not compile {load.Name}: {error.Source.Name}: {error.Message}");
            return null;
        }
        if (product is Product.DescriptorSet)
            FileDescriptorSet.Write(FileDescriptorSet.Order(compilation.Files, includeImports: true).Select(static file => file.ToFileDescriptorProtoBytes(includeJsonNames: true)));
        else
            _ = compilation.Files.Sum(static file => CSharpEmitter.EmitMessages(file, new EmitOptions(ServiceParts.None)).Length);
        return CpuTime.OfSelf() - before;
    }
}
