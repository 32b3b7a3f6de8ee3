using System.Diagnostics.CodeAnalysis;

namespace Peregrine;

/// <summary>Tells, on a generated service base class, which static method binds it.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class BindServiceMethodAttribute : Attribute
{
    private const DynamicallyAccessedMemberTypes BindMembers = DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    /// <summary>Names the method.</summary>
    public BindServiceMethodAttribute([DynamicallyAccessedMembers(BindMembers)] Type bindType, string bindMethodName)
    {
        BindType = bindType;
        BindMethodName = bindMethodName;
    }

    /// <summary>The class that has the method.</summary>
    [DynamicallyAccessedMembers(BindMembers)]
    public Type BindType { get; }

    /// <summary>The name of the method.</summary>
    public string BindMethodName { get; }
}
