namespace Peregrine.ProtoCompiler;

/// <summary>Why a text is not what its author wrote: its bytes are no UTF-8.</summary>
/// <param name="Offset">From where on, in the text as it was read instead.</param>
/// <param name="Encoding">What the bytes are, such as <c>utf-16</c>; null if nobody knows. Then they were read one character a byte.</param>
public readonly record struct EncodingFault(int Offset, string? Encoding = null);
