using Google.Protobuf;
using Peregrine.Common;
using Peregrine.GeneratedCode.Archive;
using Peregrine.GeneratedCode.Shop;

namespace Peregrine.GeneratedCode.Tests;

public sealed class MessageTests
{
    [Fact]
    public void A_message_of_a_referenced_assembly_is_used_as_it_is()
    {
        var basket = new Peregrine.Basket.Basket { Items = { new Item { Name = "tea" } }, Currency = Currency.Eur };

        Assert.Equal(basket, Peregrine.Basket.Basket.Parser.ParseFrom(basket.ToByteArray()));
    }

    [Fact]
    public void Names_that_clash_with_plain_fields_move_aside_as_one()
    {
        var message = new Clashes { ClearBody = 1, Body_ = 2, HasSize = 3, Size_ = "big" };

        Assert.True(message.HasBody_);
        message.ClearBody_();
        Assert.False(message.HasBody_);
        Assert.Equal(1, message.ClearBody);
        Assert.Equal(message, Clashes.Parser.ParseFrom(message.ToByteArray()));
        Assert.Contains("\"body\": 5", new Clashes { Body_ = 5 }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_oneof_whose_case_property_is_a_field_moves_aside()
    {
        var message = new Clashes { ParentCase = 4 };

        Assert.Equal(4, message.ParentCase);
        Assert.True(message.HasParentCase);
        Assert.Equal(5, message.Parent_Case switch { Clashes.Parent_OneofCase.ParentCase => 5, _ => 0 });
    }

    [Fact]
    public void A_nested_message_named_as_a_member_gets_an_underscore()
    {
        var message = new Clashes { Types_ = new Clashes.Types.Types_(), Descriptor_ = new Clashes.Types.Descriptor_ { Descriptor__ = 7 } };

        Assert.Equal(message, Clashes.Parser.ParseFrom(message.ToByteArray()));
        Assert.Equal("peregrine.shop.v1.Clashes.Descriptor", Clashes.Types.Descriptor_.Descriptor.FullName);
    }

    [Fact]
    public void Extensions_are_set_and_read_through_their_identifiers()
    {
        var registry = new ExtensionRegistry { ArchiveExtensions.Label, ArchiveExtensions.Copies, Archive.Archive.Extensions.Successor };
        var archive = new Archive.Archive { Number = 1 };
        archive.GetOrInitializeExtension(ArchiveExtensions.Copies).Add([1, 2, 3]);
        archive.SetExtension(Archive.Archive.Extensions.Successor, new Archive.Archive { Number = 2 });

        var read = Archive.Archive.Parser.WithExtensionRegistry(registry).ParseFrom(archive.ToByteArray());

        Assert.Equal(archive, read);
        Assert.Equal("unlabelled", read.GetExtension(ArchiveExtensions.Label));
        Assert.False(read.HasExtension(ArchiveExtensions.Label));
        Assert.Equal(2, read.GetExtension(Archive.Archive.Extensions.Successor).Number);
    }

    [Fact]
    public void A_field_named_as_the_accessors_of_extensions_moves_aside()
    {
        var archive = new Archive.Archive();

        Assert.Equal("none", archive.Extension_);
        Assert.False(archive.HasExtension_);
    }

    [Fact]
    public void The_class_of_a_files_descriptor_gives_way_to_a_message_of_its_name() =>
        Assert.Equal("shop/archive.proto", ArchiveReflection_.Descriptor.Name);

    [Fact]
    public void An_unset_field_reads_as_its_default_and_does_again_after_Clear()
    {
        var archive = new Archive.Archive { Shelf = Archive.Archive.Types.Shelf.Top };
        Assert.True(archive.HasShelf);

        archive.ClearShelf();

        Assert.False(archive.HasShelf);
        Assert.Equal(Archive.Archive.Types.Shelf.Bottom, archive.Shelf);
    }

    [Fact]
    public void Setting_a_string_to_null_is_refused_at_once() =>
        Assert.Throws<ArgumentNullException>(() => new Item { Name = null! });
}
