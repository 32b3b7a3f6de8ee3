using Google.Protobuf;
using Peregrine.GeneratedCode.Shop;
using Peregrine.Nested;

namespace Peregrine.GeneratedCode.Tests;

/// <summary>Classes remember the sizes of messages inside them; what they write must not depend on when they were measured.</summary>
public sealed class NestedMessageTests
{
    [Fact]
    public void A_message_that_changed_after_it_was_measured_is_written_as_it_is_now()
    {
        var leaf = new Node { Name = "a" };
        var root = Around(leaf);
        var before = root.CalculateSize();

        leaf.Name = "a longer name";

        AssertWritesItself(root);
        Assert.True(root.CalculateSize() > before);
    }

    [Fact]
    public void A_part_that_was_measured_by_itself_is_written_right()
    {
        var leaf = new Node { Name = "a" };
        var root = Around(leaf);
        root.ToByteArray();

        leaf.Next = new Node { Name = "b" };
        leaf.ToByteArray();
        leaf.Next.Name = "another";

        AssertWritesItself(root);
    }

    [Fact]
    public void A_message_that_occurs_twice_is_written_twice()
    {
        var shared = Around(new Node { Name = "shared" });

        AssertWritesItself(new Node { Next = shared, Children = { shared, new Node { Next = shared } } });
    }

    [Fact]
    public void One_message_may_be_written_by_several_threads()
    {
        var root = Around(Around(new Node { Name = "leaf" }));
        var expected = root.ToByteArray();
        var written = new byte[4][];

        Parallel.For(0, written.Length, i =>
        {
            for (var time = 0; time < 200; time++)
                written[i] = root.ToByteArray();
        });

        Assert.All(written, bytes => Assert.Equal(expected, bytes));
    }

    // Each way in which a message holds another one.
    private static Node Around(Node node) => new()
    {
        Name = "around",
        Next = new Node { Next = node },
        Children = { new Node { Children = { node, new Node() } }, node },
        Aside = new Node.Types.Aside { Node = new Node { Next = node } },
        Other = new Node { Other = node },
        Basket = new Peregrine.Basket.Basket { Items = { new Item { Name = "tea" } } },
        Named = { ["one"] = new Node { Next = node } },
    };

    private static void AssertWritesItself(Node root)
    {
        var bytes = root.ToByteArray();

        Assert.Equal(root, Node.Parser.ParseFrom(bytes));
        Assert.Equal(bytes.Length, root.CalculateSize());
    }
}
