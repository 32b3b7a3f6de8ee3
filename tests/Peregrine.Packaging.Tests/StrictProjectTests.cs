namespace Peregrine.Packaging.Tests;

/// <summary>Projects from an empty folder whose owners are as strict as can be: every analyzer, every warning an error.</summary>
public sealed class StrictProjectTests(LocalFeed feed)
{
    [Theory]
    [InlineData("enable")]
    [InlineData("disable")]
    public async Task Generated_code_builds_without_a_warning_and_is_shared_between_projects(string nullable)
    {
        using var workshop = new Workshop();
        feed.OpenTo(workshop);
        workshop.Write("Contracts/Contracts.csproj", Project(nullable, """<Protobuf Include="protos/**/*.proto" ProtoRoot="protos" GrpcServices="None" />"""));
        workshop.Write("Contracts/protos/shop/v1/order.proto", Order);
        workshop.Write("Contracts/protos/shop/v1/legacy.proto", Legacy);
        workshop.Write("App/App.csproj", Project(nullable, """
            <Protobuf Include="checkout.proto" AdditionalImportDirs="../Contracts/protos" />
            <ProjectReference Include="../Contracts/Contracts.csproj" />
            """, "<OutputType>Exe</OutputType>"));
        workshop.Write("App/checkout.proto", Checkout);
        workshop.Write("App/Program.cs", Program);

        var output = await Dotnet.RunAsync(workshop.PathOf("App"), "run", "-c", "Release");

        Assert.DoesNotContain("warning", output, StringComparison.Ordinal);
        Assert.EndsWith("""{ "order": { "id": "7", "price": { "currencyCode": "EUR", "units": "12" }, "state": "PAID" } } /v1/orders *""", output.Trim(), StringComparison.Ordinal);
    }

    private static string Project(string nullable, string items, string properties = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>{nullable}</Nullable>
            <AnalysisLevel>latest-all</AnalysisLevel>
            <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <WarningLevel>9999</WarningLevel>
            <GenerateDocumentationFile>true</GenerateDocumentationFile>
            <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
            <IsAotCompatible>true</IsAotCompatible>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Peregrine" Version="*-*" />
            {items}
          </ItemGroup>
        </Project>
        """;

    private const string Order = """
        syntax = "proto3";
        package shop.v1;
        option csharp_namespace = "Shop.Contracts";
        import "google/api/field_behavior.proto";
        import "google/protobuf/timestamp.proto";
        import "google/protobuf/wrappers.proto";
        import "google/type/money.proto";
        // An order of a shop, with <everything> & "more".
        message Order {
          int64 id = 1 [(google.api.field_behavior) = REQUIRED];
          google.type.Money price = 2;
          State state = 3;
          optional string note = 4;
          google.protobuf.Timestamp placed = 5;
          google.protobuf.StringValue coupon = 6;
          repeated int32 lines = 7;
          map<string, google.type.Money> discounts = 8;
          oneof payment { string card = 9; google.type.Money cash = 10; bytes token = 11; double points = 12; }
          string old = 13 [deprecated = true];
          enum State { STATE_UNSPECIFIED = 0; STATE_OPEN = 1; PAID = 2; }
        }
        """;

    private const string Legacy = """
        syntax = "proto2";
        package shop.v1;
        option csharp_namespace = "Shop.Contracts.Legacy";
        message Customer {
          required string name = 1;
          optional int32 rank = 2 [default = -3];
          repeated group Address = 3 { optional string city = 1; }
          extensions 100 to 200;
          enum Kind { PRIVATE = 0; COMPANY = 1; }
          optional Kind kind = 4 [default = COMPANY];
          extend Customer { optional Kind second_kind = 101; }
        }
        extend Customer { repeated string tags = 100; }
        """;

    private const string Checkout = """
        edition = "2023";
        package app;
        import "google/api/annotations.proto";
        import "shop/v1/order.proto";
        // Takes orders.
        service Checkout {
          // Places one.
          rpc Place(PlaceRequest) returns (shop.v1.Order) { option (google.api.http) = { post: "/v1/orders" body: "*" }; }
          rpc Watch(PlaceRequest) returns (stream shop.v1.Order);
          rpc Upload(stream PlaceRequest) returns (shop.v1.Order);
          rpc Talk(stream PlaceRequest) returns (stream shop.v1.Order) { option deprecated = true; }
        }
        message PlaceRequest {
          shop.v1.Order order = 1;
          string reference = 2 [features.field_presence = IMPLICIT];
          PlaceRequest parent = 3 [features.message_encoding = DELIMITED];
        }
        """;

    private const string Program = """
        using App;
        using Google.Api;
        using Google.Type;
        using Shop.Contracts;

        var request = new PlaceRequest { Order = new Order { Id = 7, Price = new Money { CurrencyCode = "EUR", Units = 12 }, State = Order.Types.State.Paid } };
        var route = Checkout.Descriptor.Methods[0].GetOptions().GetExtension(AnnotationsExtensions.Http);
        System.Console.WriteLine($"{PlaceRequest.Parser.ParseFrom(Google.Protobuf.MessageExtensions.ToByteArray(request))} {route.Post} {route.Body}");
        """;
}
