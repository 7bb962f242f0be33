using System.Text;
using CsCheck;
using OptaOps.Core.Lmx;

namespace OptaOps.Tests.Lmx;

public sealed class SseDecoderTests
{
    [Theory]
    [InlineData("data: a\n\n", "a")]
    [InlineData("data:a\n\n", "a")]
    [InlineData("data:  a\n\n", " a")]
    [InlineData("data:\n\n", "")]
    [InlineData("data: a\r\n\r\n", "a")]
    [InlineData("data: a\r\r", "a")]
    [InlineData("data: a\ndata: b\n\n", "a\nb")]
    [InlineData("event: x\nid: 7\nretry: 5\ndata: a\n\n", "a")]
    [InlineData(": heartbeat\ndata: a\n\n", "a")]
    [InlineData("dataset: no\ndata: a\n\n", "a")]
    [InlineData("\n\n\ndata: a\n\n\n\n", "a")]
    [InlineData("data: a", "a")]
    [InlineData("data: a\n", "a")]
    public void One_event_however_it_is_written(string text, string data)
    {
        Assert.Equal([data], Read(text).Select(each => each.Data));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData(": heartbeat\n\n")]
    [InlineData("event: x\n\n")]
    public void Nothing_to_say_is_no_event(string text)
    {
        Assert.Empty(Read(text));
    }

    [Fact]
    public void Several_events_keep_their_order()
    {
        Assert.Equal(["a", "b", "[DONE]"], Read("data: a\n\ndata: b\n\ndata: [DONE]\n\n").Select(each => each.Data));
    }

    [Fact]
    public void An_event_has_the_stamp_of_the_bytes_that_completed_its_last_data_line()
    {
        Assert.Equal([("a", 2L)], Read("data:", " a\n", "\n"));
        Assert.Equal([("a\nb", 3L)], Read("data: a\n", "da", "ta: b\r", "\n\r\n"));
    }

    [Fact]
    public void Wherever_the_packets_are_cut_the_events_are_the_same()
    {
        string[] kinds = ["data: a", "data: ü模", "data: {\"x\":1}", ": c", "event: e", "id", "", ""];
        string[] ends = ["\n", "\r\n", "\r"];
        var text = Gen.Int[0, kinds.Length - 1].Select(i => kinds[i]).Array[0, 12];
        Gen.Select(text, Gen.Int[0, ends.Length - 1].Select(i => ends[i]), Gen.Int[1, 5].Array[200]).Sample((lines, end, sizes) =>
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + end)));
            var packets = new List<byte[]>();
            for (var (at, n) = (0, 0); at < bytes.Length; at += sizes[n], n = (n + 1) % sizes.Length)
            {
                packets.Add(bytes[at..Math.Min(at + sizes[n], bytes.Length)]);
            }

            Assert.Equal(Expected(lines), Read([.. packets]).Select(each => each.Data));
        });
    }

    /// <summary>The rule itself, on lines: data lines up to an empty one are an event.</summary>
    private static IEnumerable<string> Expected(IEnumerable<string> lines)
    {
        var data = new List<string>();
        foreach (var line in lines.Append(""))
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                data.Add(line[6..]);
            }
            else if (line.Length == 0 && data.Count > 0)
            {
                yield return string.Join('\n', data);
                data.Clear();
            }
        }
    }

    private static List<(string Data, long Stamp)> Read(params string[] packets) => Read([.. packets.Select(Encoding.UTF8.GetBytes)]);

    /// <summary>Packets are stamped 1, 2, 3 …</summary>
    private static List<(string Data, long Stamp)> Read(byte[][] packets)
    {
        var events = new List<(string, long)>();
        var decoder = new SseDecoder((data, stamp) => events.Add((Encoding.UTF8.GetString(data.Span), stamp)));
        for (var i = 0; i < packets.Length; i++)
        {
            decoder.Feed(packets[i], i + 1);
        }

        decoder.Complete(packets.Length + 1);
        return events;
    }
}
