namespace Peregrine.Protoc.Commands;

/// <summary>What to say about a flag that there is not: what it is in <c>protoc</c>, or what it was probably meant to be.</summary>
internal static class UnknownFlags
{
    private static readonly string[] Text = ["--encode", "--decode", "--decode_raw", "--deterministic_output"];

    private static readonly string[] Rare =
        ["--retain_options", "--print_free_field_numbers", "--enable_codegen_trace", "--direct_dependencies", "--option_dependencies", "--notices", "--unsafe_allow_out_dir_escape"];

    public static string Explain(string word)
    {
        var flag = word.Split('=')[0];
        if (Text.Contains(flag))
            return $"{flag}: peregrine-protoc does not convert messages. Use protoc for that.";
        if (Rare.Contains(flag))
            return $"{flag}: peregrine-protoc does not have this flag of protoc.";
        if (flag.EndsWith("_out", StringComparison.Ordinal) || flag.EndsWith("_opt", StringComparison.Ordinal))
            return $"Unknown flag: {flag}. peregrine-protoc writes C# (--csharp_out, --grpc_out, --peregrine_out) and descriptor sets. Use protoc for other languages and plugins.";
        var nearest = Nearest(flag);
        return $"Unknown flag: {flag}. {(nearest is null ? "peregrine-protoc --help lists the flags." : $"Did you mean {nearest}?")}";
    }

    private static string? Nearest(string flag)
    {
        var names = Flags.Command().Options.Select(option => option.Name).Where(name => name.StartsWith("--", StringComparison.Ordinal));
        var plain = Plain(flag);
        return names.FirstOrDefault(name => Plain(name) == plain)
            ?? names.FirstOrDefault(name => plain.Length > 3 && (Plain(name).StartsWith(plain, StringComparison.Ordinal) || plain.StartsWith(Plain(name), StringComparison.Ordinal)));
    }

    private static string Plain(string flag) => flag.TrimStart('-').Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
