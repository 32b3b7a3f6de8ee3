namespace Peregrine.ProtoCompiler;

/// <summary>Every rule that can be reported, by stable id. An id is never reused.</summary>
public static class DiagnosticRules
{
    private static readonly List<DiagnosticRule> Table = [];

    // Text and tokens: PRG0001 to PRG0099.
    internal static readonly DiagnosticRule UnexpectedToken = Error(1, "Something else was expected here");
    internal static readonly DiagnosticRule MissingSemicolon = Error(2, "A semicolon is missing");
    internal static readonly DiagnosticRule InvalidCharacter = Error(3, "A character that may not stand here");
    internal static readonly DiagnosticRule InvalidString = Error(4, "A broken string");
    internal static readonly DiagnosticRule InvalidNumber = Error(5, "A broken number");
    internal static readonly DiagnosticRule InvalidComment = Error(6, "A broken comment");
    internal static readonly DiagnosticRule MissingBrace = Error(7, "A closing brace is missing");
    internal static readonly DiagnosticRule UnmatchedBrace = Error(8, "A closing brace without an opening one");
    internal static readonly DiagnosticRule IntegerOutOfRange = Error(9, "An integer is out of range");
    internal static readonly DiagnosticRule TooDeep = Error(10, "Nested too deep");
    internal static readonly DiagnosticRule UnknownSyntax = Error(11, "Unknown syntax or edition");
    internal static readonly DiagnosticRule MissingSyntax = Warning(12, "No syntax statement");
    internal static readonly DiagnosticRule DuplicatePackage = Error(13, "More than one package statement");
    internal static readonly DiagnosticRule ImportNotAllowed = Error(14, "A kind of import that may not stand here");
    internal static readonly DiagnosticRule VisibilityNotAllowed = Error(15, "export or local where it may not stand");
    internal static readonly DiagnosticRule LabelNotAllowed = Error(16, "A label where none may stand");
    internal static readonly DiagnosticRule MissingLabel = Error(17, "A field without label");
    internal static readonly DiagnosticRule GroupNotAllowed = Error(18, "A group where none may stand");
    internal static readonly DiagnosticRule GroupName = Error(19, "The name of a group begins with a small letter");
    internal static readonly DiagnosticRule MapNotAllowed = Error(20, "A map where none may stand");
    internal static readonly DiagnosticRule NumberOutOfRange = Error(21, "A number no field can have");
    internal static readonly DiagnosticRule ReservedNameForm = Error(22, "A reserved name in the wrong form");
    internal static readonly DiagnosticRule ReservedNameIsNoIdentifier = Warning(23, "A reserved name that no field can have");
    internal static readonly DiagnosticRule NotUtf8 = Error(24, "A text that is not UTF-8");
    internal static readonly DiagnosticRule CommentNotUtf8 = Warning(25, "A comment that is not UTF-8");

    // Files and names: PRG0100 to PRG0199.
    internal static readonly DiagnosticRule ImportNotFound = Error(100, "An imported file was not found");
    internal static readonly DiagnosticRule ImportCycle = Error(101, "A file imports itself");
    internal static readonly DiagnosticRule DuplicateImport = Error(102, "A file is imported twice");
    internal static readonly DiagnosticRule UnusedImport = Warning(103, "An import is not used");
    internal static readonly DiagnosticRule DuplicateName = Error(104, "A name is defined twice");
    internal static readonly DiagnosticRule Undefined = Error(105, "A name is not defined");
    internal static readonly DiagnosticRule NotImported = Error(106, "A name is defined in a file that is not imported");
    internal static readonly DiagnosticRule NotAType = Error(107, "A name is not a type");
    internal static readonly DiagnosticRule NotAMessage = Error(108, "A name is not a message");
    internal static readonly DiagnosticRule NotExported = Error(109, "A type is local to another file");
    internal static readonly DiagnosticRule SecondImportPath = Error(110, "One file under two import paths");
    internal static readonly DiagnosticRule BrokenDescriptor = Error(120, "A descriptor that cannot be read");

    // Options: PRG0200 to PRG0299.
    internal static readonly DiagnosticRule UnknownOption = Error(200, "An option is unknown");
    internal static readonly DiagnosticRule OptionSetTwice = Error(201, "An option is set twice");
    internal static readonly DiagnosticRule OptionNotAMessage = Error(202, "An option has no parts");
    internal static readonly DiagnosticRule OptionValue = Error(203, "A value does not fit its option");
    internal static readonly DiagnosticRule DefaultNotAllowed = Error(204, "A default value where none may stand");
    internal static readonly DiagnosticRule OptionNotAllowed = Error(205, "An option that does not fit the field");
    internal static readonly DiagnosticRule OptionTarget = Error(206, "An option that is made for something else");
    internal static readonly DiagnosticRule OptionLifetime = Error(207, "An option that this edition does not have");
    internal static readonly DiagnosticRule OptionDeprecated = Warning(208, "An option that is deprecated in this edition");
    internal static readonly DiagnosticRule FeatureNotAllowed = Error(209, "A feature that does not fit");
    internal static readonly DiagnosticRule LiteRuntime = Error(210, "Lite and full runtime are mixed");

    // Messages and fields: PRG0300 to PRG0399.
    internal static readonly DiagnosticRule DuplicateNumber = Error(300, "A number is used twice");
    internal static readonly DiagnosticRule ExtensionNumber = Error(301, "A number outside of the extension ranges");
    internal static readonly DiagnosticRule ExtensionNumberUsedElsewhere = Warning(302, "An extension number is used in another file");

    internal static readonly DiagnosticRule NumberOfImplementation = Error(303, "A number of the protobuf implementation");
    internal static readonly DiagnosticRule ReservedUsed = Error(304, "Something reserved is used");
    internal static readonly DiagnosticRule ReservedTwice = Error(305, "A name is reserved twice");
    internal static readonly DiagnosticRule RangeOrder = Error(306, "A range that ends before it starts");
    internal static readonly DiagnosticRule RangesOverlap = Error(307, "Ranges overlap");
    internal static readonly DiagnosticRule EmptyOneof = Error(308, "A oneof without fields");
    internal static readonly DiagnosticRule JsonName = Error(309, "A JSON name that is taken or may not be written");
    internal static readonly DiagnosticRule JsonNameConflictLegacy = Warning(310, "Two fields have one JSON name");
    internal static readonly DiagnosticRule MapKey = Error(311, "A type that a map cannot have");
    internal static readonly DiagnosticRule MessageSet = Error(312, "A field that a message set cannot have");
    internal static readonly DiagnosticRule NotInProto3 = Error(313, "Something that proto3 does not have");
    internal static readonly DiagnosticRule ExtensionNotAllowed = Error(314, "An extension that may not be");
    internal static readonly DiagnosticRule ExtensionDeclaration = Error(315, "An extension that differs from its declaration");

    // Enums and style: PRG0400 to PRG0499.
    internal static readonly DiagnosticRule EmptyEnum = Error(400, "An enum without values");
    internal static readonly DiagnosticRule FirstEnumValue = Error(401, "The first value of an open enum is not 0");
    internal static readonly DiagnosticRule NeedlessAllowAlias = Error(402, "allow_alias without effect");
    internal static readonly DiagnosticRule EnumValueConflict = Error(403, "Two enum values with one stripped name");
    internal static readonly DiagnosticRule EnumValueConflictLegacy = Warning(404, "Two enum values with one stripped name, in proto2");
    internal static readonly DiagnosticRule NamingStyle = Error(410, "A name against the style guide");

    // The contract with a baseline: PRG0500 to PRG0599.
    internal static readonly DiagnosticRule PackageChanged = Error(510, "A file changed its package");
    internal static readonly DiagnosticRule CSharpNamespaceChanged = Error(511, "Types changed their C# namespace");
    internal static readonly DiagnosticRule FileGone = Error(512, "A file is gone");
    internal static readonly DiagnosticRule MessageGone = Error(520, "A message is gone");
    internal static readonly DiagnosticRule MessageSetChanged = Error(521, "A message changed to or from the message set format");
    internal static readonly DiagnosticRule RequiredChanged = Error(522, "A required field came or went");
    internal static readonly DiagnosticRule ExtensionRangeGone = Error(523, "Extension numbers are gone");
    internal static readonly DiagnosticRule ReservedGone = Error(524, "A number or name is no longer reserved");
    internal static readonly DiagnosticRule OneofGone = Error(525, "A oneof is gone");
    internal static readonly DiagnosticRule ExtensionGone = Error(526, "An extension is gone");
    internal static readonly DiagnosticRule FieldGone = Error(530, "A field is gone, and its number is free");
    internal static readonly DiagnosticRule FieldGoneNameFree = Error(531, "A field is gone, and its name is free");
    internal static readonly DiagnosticRule FieldGoneReserved = Error(532, "A field is gone, with number and name reserved");
    internal static readonly DiagnosticRule FieldNumberChanged = Error(533, "A field changed its number");
    internal static readonly DiagnosticRule FieldRenamed = Error(534, "A field was renamed");
    internal static readonly DiagnosticRule JsonNameChanged = Error(535, "A field changed its JSON name");
    internal static readonly DiagnosticRule FieldTypeChanged = Error(536, "A field changed its type");
    internal static readonly DiagnosticRule CardinalityChanged = Error(537, "A field changed how many values it has");
    internal static readonly DiagnosticRule PresenceLost = Error(538, "A field lost its presence");
    internal static readonly DiagnosticRule OneofChanged = Error(539, "A field moved into or out of a oneof");
    internal static readonly DiagnosticRule DefaultChanged = Error(540, "A field changed its default value");
    internal static readonly DiagnosticRule Utf8Required = Error(541, "A string field began to require UTF-8");
    internal static readonly DiagnosticRule EnumGone = Error(550, "An enum is gone");
    internal static readonly DiagnosticRule EnumValueGone = Error(551, "An enum value is gone, and its number is free");
    internal static readonly DiagnosticRule EnumValueGoneNameFree = Error(552, "An enum value is gone, and its name is free");
    internal static readonly DiagnosticRule EnumValueGoneReserved = Error(553, "An enum value is gone, with number and name reserved");
    internal static readonly DiagnosticRule EnumValueRenamed = Error(554, "An enum value was renamed");
    internal static readonly DiagnosticRule EnumValueNumberChanged = Error(555, "An enum value changed its number");
    internal static readonly DiagnosticRule EnumKindChanged = Error(556, "An enum was opened or closed");
    internal static readonly DiagnosticRule ServiceGone = Error(560, "A service is gone");
    internal static readonly DiagnosticRule RpcGone = Error(561, "An rpc is gone");
    internal static readonly DiagnosticRule RequestTypeChanged = Error(562, "An rpc changed its request type");
    internal static readonly DiagnosticRule ResponseTypeChanged = Error(563, "An rpc changed its response type");
    internal static readonly DiagnosticRule StreamingChanged = Error(564, "An rpc changed what it streams");

    // C# names: PRG0600 to PRG0699.
    internal static readonly DiagnosticRule CSharpNamespace = Error(600, "A csharp_namespace that is no namespace");
    internal static readonly DiagnosticRule CSharpClash = Error(601, "Two C# types with one name");
    internal static readonly DiagnosticRule CSharpMapEntry = Error(602, "An rpc with the entry of a map");

    // What builds find beside what is in the files: PRG0900 to PRG0999.
    internal static readonly DiagnosticRule Unreadable = Error(901, "A file that cannot be read");

    /// <summary>All rules, ordered by id.</summary>
    public static IReadOnlyList<DiagnosticRule> All => Table;

    private static DiagnosticRule Error(int number, string title) => Add(number, title, DiagnosticSeverity.Error);

    private static DiagnosticRule Warning(int number, string title) => Add(number, title, DiagnosticSeverity.Warning);

    private static DiagnosticRule Add(int number, string title, DiagnosticSeverity severity)
    {
        var rule = new DiagnosticRule("PRG" + number.ToString("0000", System.Globalization.CultureInfo.InvariantCulture), title, severity);
        Table.Add(rule);
        return rule;
    }
}
