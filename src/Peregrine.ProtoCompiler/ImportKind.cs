namespace Peregrine.ProtoCompiler;

/// <summary>The keyword behind <c>import</c>.</summary>
public enum ImportKind
{
    /// <summary>None.</summary>
    Plain,

    /// <summary><c>public</c>: whoever imports this file sees the imported one too.</summary>
    Public,

    /// <summary><c>weak</c>: the file may be missing.</summary>
    Weak,

    /// <summary><c>option</c> (edition 2024): the file is needed for custom options only.</summary>
    Option,
}
