using System.Text;
using Peregrine.Http2.Hpack;

namespace Peregrine.Http2.Tests.Hpack;

public class HpackEncoderTests
{
    private readonly HpackEncoder _encoder = new(4096);

    [Fact]
    public void A_field_of_the_static_table_is_one_byte()
    {
        Assert.Equal([0x83], Encode(HeaderField.Intern(":method"u8, "POST"u8)));
        Assert.Equal([0x88], Encode(HeaderField.Intern(":status"u8, "200"u8)));
        Assert.Equal([0x86], Encode(HeaderField.Intern(":scheme"u8, "http"u8)));
    }

    [Fact]
    public void An_interned_field_is_one_byte_from_its_second_use()
    {
        var field = HeaderField.Intern("content-type"u8, "application/grpc"u8);
        Assert.True(Encode(field).Length > 1);
        Assert.Equal([0xBE], Encode(field));
    }

    [Fact]
    public void Interning_gives_the_same_object() =>
        Assert.Same(HeaderField.Intern("a"u8, "b"u8), HeaderField.Intern("a"u8, "b"u8));

    [Fact]
    public void A_remembered_value_equals_an_interned_one()
    {
        Encode(HeaderField.Intern("te"u8, "trailers"u8));
        _encoder.Begin();
        _encoder.AddRemembered("te"u8, "trailers"u8);
        Assert.Equal([0xBE], _encoder.Block.ToArray());
    }

    [Theory]
    [InlineData("authorization")]
    [InlineData("cookie")]
    [InlineData("set-cookie")]
    [InlineData("proxy-authorization")]
    [InlineData("x-api-key")]
    [InlineData("x-auth-token")]
    [InlineData("x-access-token")]
    [InlineData("x-goog-api-key")]
    [InlineData("x-amz-security-token")]
    public void Secrets_are_never_indexed_whatever_was_asked(string name)
    {
        var bytes = Encoding.ASCII.GetBytes(name);
        foreach (var add in new Action[] { () => _encoder.AddRemembered(bytes, "x"u8), () => _encoder.AddOnce(bytes, "x"u8), () => _encoder.Add(new HeaderField(bytes, "x"u8)) })
        {
            _encoder.Begin();
            add();
            Assert.Equal(0x10, _encoder.Block[0] & 0xF0);
        }
    }

    [Fact]
    public void A_value_sent_once_enters_no_table()
    {
        _encoder.Begin();
        _encoder.AddOnce("grpc-timeout"u8, "1S"u8);
        Assert.Equal(0, _encoder.Block[0]);
        var first = _encoder.Block.ToArray();
        _encoder.Begin();
        _encoder.AddOnce("grpc-timeout"u8, "1S"u8);
        Assert.Equal(first, _encoder.Block.ToArray());
    }

    [Fact]
    public void A_lowered_and_raised_limit_is_announced_with_its_lowest_value()
    {
        _encoder.SetPeerCapacity(0);
        _encoder.SetPeerCapacity(8192);
        Assert.Equal([0x20, 0x3F, 0xE1, 0x1F, 0x83], Encode(HeaderField.Intern(":method"u8, "POST"u8)));
        Assert.Equal([0x83], Encode(HeaderField.Intern(":method"u8, "POST"u8)));
    }

    [Fact]
    public void A_limit_of_zero_indexes_nothing()
    {
        _encoder.SetPeerCapacity(0);
        var field = HeaderField.Intern("x-zero"u8, "0"u8);
        Encode(field);
        Assert.Equal(0x00, Encode(field)[0]);
    }

    [Fact]
    public void Every_mixture_of_fields_decodes_to_what_was_added()
    {
        var random = new Random(42);
        var decoder = new HpackDecoder(new(1 << 20, 1000));
        var list = new HeaderList();
        var interned = Enumerable.Range(0, 300).Select(i => HeaderField.Intern(Encoding.ASCII.GetBytes($"name-{i % 40}"), Encoding.ASCII.GetBytes(new string('v', i % 90) + i))).ToArray();
        for (var round = 0; round < 3000; round++)
        {
            var expected = new List<string>();
            if (random.Next(50) == 0)
            {
                var capacity = random.Next(3) == 0 ? 0 : random.Next(5000);
                _encoder.SetPeerCapacity((uint)capacity);
            }
            _encoder.Begin();
            for (var count = random.Next(12); count > 0; count--) AddOne(random, interned[random.Next(random.Next(2) == 0 ? 20 : 300)], expected);
            Assert.Equal(default, decoder.Decode(_encoder.Block, list));
            Assert.Equal(expected, HpackVectorTests.Lines(list));
        }
    }

    private void AddOne(Random random, HeaderField field, List<string> expected)
    {
        var name = field.Name.ToArray();
        var value = field.Value.ToArray();
        expected.Add($"{Encoding.ASCII.GetString(name)}: {Encoding.ASCII.GetString(value)}");
        switch (random.Next(5))
        {
            case 0:
                _encoder.AddRemembered(name, value);
                break;
            case 1:
                _encoder.AddOnce(name, value);
                break;
            case 2:
                _encoder.AddNever(name, value);
                break;
            default:
                _encoder.Add(field);
                break;
        }
    }

    private byte[] Encode(HeaderField field)
    {
        _encoder.Begin();
        _encoder.Add(field);
        return _encoder.Block.ToArray();
    }
}
