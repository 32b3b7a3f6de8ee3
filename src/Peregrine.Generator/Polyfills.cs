// A type that the compiler of C# 14 asks for and that netstandard2.0 does not have.
#pragma warning disable IDE0130 // The name is fixed by the language.

namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
