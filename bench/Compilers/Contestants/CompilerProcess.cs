using System.Diagnostics;
using Compilers.Loads;
using Measuring;

namespace Compilers.Contestants;

/// <summary>A program with protoc's flags, started anew each time: start-up counts.</summary>
internal sealed class CompilerProcess(string name, string program, params string[] roots) : Contestant(name)
{
    private string? _lastError;

    public override double? Compile(Load load, Product product)
    {
        var folder = Directory.CreateTempSubdirectory("compilers-").FullName;
        try
        {
            // Long lists go in a file.
            var list = Path.Combine(folder, "files.txt");
            File.WriteAllLines(list, load.Files);
            var output = Directory.CreateDirectory(Path.Combine(folder, "out")).FullName;
            string[] flags = product is Product.DescriptorSet
                ? ["--include_imports", "--descriptor_set_out=" + Path.Combine(output, "set.binpb")]
                : ["--csharp_out=" + output, "--csharp_opt=base_namespace="];
            return Run([.. flags, .. load.Roots.Concat(roots).Distinct().Select(static root => "-I" + root), "@" + list], load);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private double? Run(string[] arguments, Load load)
    {
        var before = CpuTime.OfChildren();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        output.GetAwaiter().GetResult();
        if (process.ExitCode == 0)
            return CpuTime.OfChildren() - before;
        var error = errors.Split('\n').FirstOrDefault(static line => line.Length > 0 && !line.Contains("warning", StringComparison.Ordinal)) ?? "no message";
        if (error != _lastError)
            Console.Error.WriteLine($"{Name} did not compile {load.Name}: {error}");
        _lastError = error;
        return null;
    }
}
