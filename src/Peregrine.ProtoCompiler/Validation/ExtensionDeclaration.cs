using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Validation;

/// <summary>One <c>declaration</c> in the options of an extension range.</summary>
internal sealed record ExtensionDeclaration(int Number, string? FullName, string? Type, bool IsReserved, bool IsRepeated)
{
    private const int DeclarationField = 2;
    private const int VerificationField = 3;
    private const long VerifyDeclaration = 0;
    private const long Unverified = 1;

    public static List<ExtensionDeclaration> Of(ExtensionRange range)
    {
        var result = new List<ExtensionDeclaration>();
        foreach (var value in range.RawOptions.Find(DeclarationField)?.Values ?? [])
        {
            if (value.Message is { } m)
                result.Add(new ExtensionDeclaration((int)(m.GetInt64(1) ?? 0), m.GetString(2), m.GetString(3), m.GetBool(5) ?? false, m.GetBool(6) ?? false));
        }
        return result;
    }

    public static bool IsUnverified(ExtensionRange range) => range.RawOptions.GetInt64(VerificationField) == Unverified;

    public static bool MustBeDeclared(ExtensionRange range) => range.RawOptions.GetInt64(VerificationField) == VerifyDeclaration;

    public static bool IsScalar(string type) => Syntax.TypeNameParser.ScalarNames.Contains(type, StringComparer.Ordinal) && type != "group";
}
