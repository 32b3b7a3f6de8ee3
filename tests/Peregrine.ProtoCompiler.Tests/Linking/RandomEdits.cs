namespace Peregrine.ProtoCompiler.Tests.Linking;

/// <summary>Edits a few files in ways that meet: they import each other, and now and then use the same names and numbers, or are wrong. A seed gives the same edits.</summary>
internal sealed class RandomEdits(int seed)
{
    private const int Files = 7;

    private readonly Random _random = new(seed);

    /// <summary>Writes, changes or removes one file.</summary>
    public void Apply(Dictionary<string, string> texts)
    {
        var file = _random.Next(Files);
        if (Chance(10))
            texts.Remove(NameOf(file));
        else
            texts[NameOf(file)] = Text(file);
    }

    private static string NameOf(int file) => file == Files - 1 ? "google/protobuf/descriptor.proto" : $"f{file}.proto";

    private string Text(int file)
    {
        if (file == Files - 1)
            return DescriptorProto();
        int[] imports = [.. Enumerable.Range(0, Files - 1).Where(other => other < file ? Chance(50) : Chance(3))];
        string[] lines =
        [
            "syntax = \"proto2\";",
            $"package {(Chance(90) ? "p" : Pick("p.q", "p.M1", "other"))};",
            .. imports.Select(Import),
            Chance(40) ? "import \"google/protobuf/descriptor.proto\";" : "",
            Chance(10) ? $"option csharp_namespace = \"N{_random.Next(3)}\";" : "",
            $"message M{file} {{ optional int32 a = {1 + _random.Next(3)}; extensions 100 to 110; }}",
            .. Enumerable.Range(0, _random.Next(4)).Select(index => Statement(file, index, imports)),
            Chance(10) ? Clash() : "",
        ];
        return string.Join('\n', lines);
    }

    // With another option each time, so that its identity matters.
    private string DescriptorProto() =>
        $"syntax = \"proto2\"; package google.protobuf; message FileOptions {{ optional string csharp_namespace = 37; optional int32 o{_random.Next(3)} = 900; extensions 1000 to max; }} message MessageOptions {{ extensions 1000 to max; }} message FieldOptions {{ extensions 1000 to max; }}";

    private string Import(int file) => $"import {Pick("", "", "public ")}\"{NameOf(file)}\";";

    // Right, as long as the imported files are as they mostly are.
    private string Statement(int file, int index, int[] imports)
    {
        var known = imports.Length > 0 ? imports[_random.Next(imports.Length)] : file;
        return _random.Next(5) switch
        {
            0 => $"message Own{file}_{index} {{ optional M{known} m = 1; optional string s = 2; }}",
            1 => $"extend M{known} {{ optional int32 e{file}_{index} = {100 + file + (Chance(95) ? 0 : 1)}; }}",
            2 => $"extend google.protobuf.MessageOptions {{ optional int32 mark{file}_{index} = {1000 + (10 * file) + index}; }}",
            3 => $"message Marked{file}_{index} {{ option deprecated = true; }}",
            _ => $"enum E{file}_{index} {{ E_{file}_{index}{Pick("", "", "x")} = 0; }}",
        };
    }

    // Mostly wrong, in this file or in one that it does not know.
    private string Clash() => Pick(
        $"message M{_random.Next(Files)} {{ }}", $"message Own{_random.Next(Files)}_0 {{ }}", "message p { }", "message {", $"message Unknown {{ optional Nothing{_random.Next(9)} n = 1; }}",
        $"extend M{_random.Next(Files)} {{ optional int32 e = {100 + _random.Next(Files)}; }}");

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
