namespace Compilers.Contestants;

/// <summary>What is made of the files.</summary>
internal enum Product
{
    /// <summary>A descriptor set with imports.</summary>
    DescriptorSet,

    /// <summary>C# messages.</summary>
    CSharp,
}
