using Peregrine.Protoc.Tests.Oracle;

namespace Peregrine.Protoc.Tests.Outputs;

/// <summary>The files that are written have the names and folders that protoc and its plugin for services give them.</summary>
public class FileNameTests
{
    [Theory]
    [InlineData("order")]
    [InlineData("order_line")]
    [InlineData("order-line")]
    [InlineData("order.line")]
    [InlineData("ORDER_Line")]
    [InlineData("order__line")]
    [InlineData("_order")]
    [InlineData("order_2line")]
    [InlineData("o1r")]
    [InlineData("v1/order_line.v2")]
    public void A_file_becomes_the_files_that_it_becomes_with_protoc(string name) => IsAlike(name + ".proto", "", "");

    [Theory]
    [InlineData("base_namespace=", "base_namespace=")]
    [InlineData("base_namespace=Shop", "base_namespace=Shop")]
    [InlineData("base_namespace=Shop.OrderLines", "base_namespace=Shop.OrderLines")]
    [InlineData("file_extension=.g.cs", "file_suffix=.grpc.cs")]
    [InlineData("internal_access,file_extension=.x,base_namespace=Shop", "no_client,internal_access")]
    public void Options_lead_to_the_same_names(string messages, string services) => IsAlike("order.proto", messages + ":", services + ":");

    [Fact]
    public void A_namespace_outside_of_the_base_is_refused()
    {
        using var workshop = Shop("order.proto");
        Assert.Equal(1, workshop.RunReal("-I.", "--csharp_out=base_namespace=Bank:real", "order.proto").Code);
        var ours = workshop.Run("-I.", "--csharp_out=base_namespace=Bank:ours", "order.proto");
        Assert.Equal(1, ours.Code);
        Assert.StartsWith("--csharp_out: order.proto: ", ours.Messages, StringComparison.Ordinal);
        Assert.Empty(workshop.FilesIn("ours"));
    }

    [Fact]
    public void Two_files_of_one_name_are_refused_and_nothing_is_written()
    {
        using var workshop = Shop("order.proto").Add("v2/order.proto", "syntax = \"proto3\"; package shop.v2; message Order {}");
        Assert.Equal(1, workshop.RunReal("-I.", "--csharp_out=real", "order.proto", "v2/order.proto").Code);
        var ours = workshop.Run("-I.", "--csharp_out=ours", "order.proto", "v2/order.proto");
        Assert.Equal(1, ours.Code);
        Assert.StartsWith("Order.cs: ", ours.Messages, StringComparison.Ordinal);
        Assert.Empty(workshop.FilesIn("ours"));
    }

    [Fact]
    public void Options_before_the_colon_and_of_the_second_flag_are_taken_together()
    {
        using var workshop = Shop("order.proto");
        Assert.Equal(0, workshop.Run("-I.", "--csharp_out=file_extension=.x:ours", "--csharp_opt=internal_access", "--csharp_opt=base_namespace=Shop", "order.proto").Code);
        Assert.Equal(["OrderLines/Order.x"], workshop.FilesIn("ours"));
        Assert.Contains("internal sealed partial class Order", workshop.ReadText("ours/OrderLines/Order.x"), StringComparison.Ordinal);
    }

    [Fact]
    public void Peregrine_out_writes_what_the_other_two_write()
    {
        using var workshop = Shop("order.proto");
        Assert.Equal(0, workshop.Run("-I.", "--csharp_out=real", "--grpc_out=real", "order.proto").Code);
        Assert.Equal(0, workshop.Run("-I.", "--peregrine_out=ours", "order.proto").Code);
        Assert.Equal(["Order.cs", "OrderGrpc.cs"], workshop.FilesIn("ours"));
        Assert.All(workshop.FilesIn("ours"), file => Assert.Equal(workshop.ReadText("real/" + file), workshop.ReadText("ours/" + file)));
    }

    [Fact]
    public void An_unknown_option_is_named_with_those_that_there_are()
    {
        using var workshop = Shop("order.proto");
        var ours = workshop.Run("-I.", "--grpc_out=no_klient:ours", "order.proto");
        Assert.Equal(1, ours.Code);
        Assert.Equal("--grpc_out: Unknown generator option: no_klient. There are: base_namespace, file_suffix, internal_access, no_client, no_server.", ours.Lines[0]);
    }

    private static void IsAlike(string file, string messages, string services)
    {
        using var workshop = Shop(file);
        var real = workshop.RunReal("-I.", $"--csharp_out={messages}real", $"--grpc_out={services}real", $"--plugin=protoc-gen-grpc={RealProtoc.GrpcPlugin}", file);
        var ours = workshop.Run("-I.", $"--csharp_out={messages}ours", $"--grpc_out={services}ours", file);
        Assert.True(real.Code == 0 && ours.Code == 0, real.Messages + ours.Messages);
        Assert.Equal(workshop.FilesIn("real"), workshop.FilesIn("ours"));
    }

    private static Workshop Shop(string file) => new Workshop()
        .AddFolder("real")
        .AddFolder("ours")
        .Add(file, "syntax = \"proto3\"; package shop.order_lines; message Order {} service Orders { rpc Buy (Order) returns (Order); }");
}
