using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Fields;

/// <summary>
/// Writes what a oneof adds to its message class beside its members. Numbers are kept as bits and references as an object, so setting a
/// number allocates nothing.
/// </summary>
internal sealed class OneofEmitter(OneofDescriptor oneof, OneofNames names, IReadOnlyList<OneofMember> members)
{
    public void Members(CodeWriter writer)
    {
        writer.Line($"/// <summary>The members of the oneof <c>{oneof.Name}</c>.</summary>")
            .Open($"public enum {names.CaseEnum}")
            .Line("None = 0,");
        foreach (var member in members)
            writer.Line($"{member.Names.Property} = {Literals.Of(member.Field.Number)},");
        writer.Close();
        if (members.Any(member => !member.InBits))
            writer.Line($"private object? {names.Reference};");
        if (members.Any(member => member.InBits))
            writer.Line($"private long {names.Bits};");
        writer.Line($"private {names.CaseEnum} {names.CaseBacking};");
        DocComments.Summary(writer, oneof, $"Which member of the oneof <c>{oneof.Name}</c> is set.");
        writer.Line($"public {names.CaseEnum} {names.Case} => {names.CaseBacking};")
            .Line($"/// <summary>Unsets the member of the oneof <c>{oneof.Name}</c> that is set.</summary>")
            .Open($"public void {names.Clear}()")
            .Line($"{names.CaseBacking} = {names.CaseEnum}.None;");
        if (members.Any(member => !member.InBits))
            writer.Line($"{names.Reference} = null;");
        writer.Close();
    }

    public void Clone(CodeWriter writer) => Switch(writer, "other." + names.CaseBacking, static (member, writer) => member.Clone(writer));

    public void Equality(CodeWriter writer)
    {
        writer.Line($"if ({names.CaseBacking} != other.{names.CaseBacking}) return false;");
        Switch(writer, names.CaseBacking, static (member, writer) => member.Equality(writer));
    }

    public void Hash(CodeWriter writer)
    {
        Switch(writer, names.CaseBacking, static (member, writer) => member.Hash(writer));
        writer.Line($"hash ^= (int){names.CaseBacking};");
    }

    public void Merge(CodeWriter writer) => Switch(writer, "other." + names.CaseBacking, static (member, writer) => member.Merge(writer));

    private void Switch(CodeWriter writer, string on, Action<OneofMember, CodeWriter> body)
    {
        writer.Open($"switch ({on})");
        foreach (var member in members)
        {
            writer.Line($"case {member.Case}:").Indent();
            body(member, writer);
            writer.Line("break;").Outdent();
        }
        writer.Close();
    }
}
