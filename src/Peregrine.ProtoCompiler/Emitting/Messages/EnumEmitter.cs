using System.Globalization;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting.Fields;

namespace Peregrine.ProtoCompiler.Emitting.Messages;

/// <summary>Writes an enum.</summary>
internal static class EnumEmitter
{
    public static void Emit(CodeWriter writer, EnumDescriptor type, string access)
    {
        DocComments.Summary(writer, type);
        if (type.Options.Deprecated)
            writer.Line("[global::System.Obsolete]");
        writer.Line(MessageEmitter.GeneratedCode).Open($"{access} enum {Identifiers.Escape(TypeNames.Class(type))}");
        var names = TypeNames.Values(type);
        var numbers = new HashSet<int>();
        foreach (var value in type.Values)
        {
            DocComments.Summary(writer, value);
            if (value.Options.Deprecated)
                writer.Line("[global::System.Obsolete]");
            // Of several names for one number the first is the one that JSON prints.
            var alias = numbers.Add(value.Number) ? "" : ", PreferredAlias = false";
            writer.Line($"[global::Google.Protobuf.Reflection.OriginalName({Literals.Quote(value.Name)}{alias})]")
                .Line($"{names[value.Index]} = {value.Number.ToString(CultureInfo.InvariantCulture)},");
        }
        writer.Close().Line();
    }
}
