using System.Globalization;
using System.Text;

namespace Incremental.Protos;

/// <summary>
/// The .proto files of a large project: areas of fifty files, of which the first is imported by all others of its area. Each file has two messages, an enum and
/// a service; or, for what has to do with the number of files only, one small message.
/// </summary>
internal sealed class ProtoTree(int count, bool isSmall = false)
{
    private const int AreaSize = 50;

    /// <summary>A file that nobody imports.</summary>
    public string Leaf { get; } = NameOf(count - 1);

    /// <summary>A file that the others of its area import.</summary>
    public string Shared { get; } = NameOf(0);

    /// <summary>How many files import <see cref="Shared"/>.</summary>
    public int Dependents { get; } = Math.Min(count, AreaSize) - 1;

    /// <summary>All files as they are at first, by path below the import root.</summary>
    public IEnumerable<(string Name, string Text)> Files() => Enumerable.Range(0, count).Select(index => (NameOf(index), TextOf(index, 0)));

    /// <summary>The text of a file after so many edits; each changes what is written for it, and nothing that others use.</summary>
    public string TextOf(string name, int edits) => TextOf(Enumerable.Range(0, count).First(index => NameOf(index) == name), edits);

    private static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"area{index / AreaSize}/part{index % AreaSize}.proto");

    private string TextOf(int index, int edits)
    {
        var (area, part) = (index / AreaSize, index % AreaSize);
        if (isSmall)
            return string.Create(CultureInfo.InvariantCulture, $"syntax = \"proto3\"; package shop.area{area}.part{part}; message Order {{ int32 revision_{edits} = 1; }}");
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            syntax = "proto3";
            package shop.area{area}.part{part};

            import "google/protobuf/timestamp.proto";

            """);
        if (part > 0)
            text.Append(CultureInfo.InvariantCulture, $"import \"area{area}/part0.proto\";\n");
        var shared = part > 0 ? "shop.area" + area + ".part0.Order" : "Order";
        return text.Append(CultureInfo.InvariantCulture, $$"""

            // One of the things that the area {{area}} deals with.
            message Order {
              string id = 1; // Never changes.
              int64 amount_in_cents = 2;
              State state = 3;
              google.protobuf.Timestamp created_at = 4;
              repeated Line lines = 5;
              map<string, string> labels = 6;
              oneof payment {
                string card = 7;
                int64 invoice = 8;
              }
              bytes signature = 9;
              optional double discount = 10;
              repeated int32 warehouses = 11;
              int32 revision_{{edits}} = 12;

              message Line {
                string article = 1;
                uint32 count = 2;
                bool is_gift = 3;
              }
            }

            message Page {
              repeated Order orders = 1;
              {{shared}} first = 2;
              string next_token = 3;
              int32 size = 4;
            }

            // How far it is.
            enum State {
              STATE_UNSPECIFIED = 0;
              STATE_OPEN = 1;
              STATE_PAID = 2;
              STATE_SENT = 3;
            }

            service Orders {
              // Puts an order in.
              rpc Put(Order) returns ({{shared}});
              rpc List(Page) returns (stream Order);
            }

            """).ToString();
    }
}
