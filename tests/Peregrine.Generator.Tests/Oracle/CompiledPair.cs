using System.Collections.Concurrent;
using Peregrine.ProtocOracle;

namespace Peregrine.Generator.Tests.Oracle;

/// <summary>The groups of this project's files, compiled by protoc and by us.</summary>
internal static class CompiledPair
{
    private static readonly ConcurrentDictionary<string, Lazy<AssemblyPair>> Known = new(StringComparer.Ordinal);

    public static AssemblyPair Of(string group) => Known.GetOrAdd(group, static name => new(() => Compile(name))).Value;

    private static AssemblyPair Compile(string group) => new(
        CompiledCode.Load(Protoc.CSharp(TestProtos.Root, TestProtos.Names(group)).Select(static file => file.Text), allowWarnings: true),
        CompiledCode.Load(TestProtos.CSharp(group)));
}
