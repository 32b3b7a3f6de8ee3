using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>Collects breaches at the place of a declaration. Not for concurrent use.</summary>
internal sealed class Breaches
{
    private readonly List<Breach> _items = [];

    public IReadOnlyList<Breach> Items => _items;

    /// <summary>Adds a breach unless nobody is broken by it.</summary>
    public void Add(Breach breach)
    {
        if (breach.Concerns(ContractLevel.Source))
            _items.Add(breach);
    }

    /// <summary>A breach that shows at a place of a file.</summary>
    public static Breach At(DiagnosticRule rule, FileDescriptor file, TextSpan span, string what, string remedy) => new(rule, file.Source, span, what) { Remedy = remedy };

    /// <summary>A breach that shows at the name of a declaration.</summary>
    public static Breach At(DiagnosticRule rule, Descriptor declaration, string what, string remedy) => At(rule, declaration.File, declaration.NameSpan, what, remedy);
}
