using CsCheck;
using OptaOps.Core.Discovery;

namespace OptaOps.Tests.Discovery;

/// <summary>Anyone on the network may send anything.</summary>
public sealed class DnsMessageTests
{
    private static readonly byte[] Sound = Announcement.Of("mono512.local", "mono512.local.local", 1234, [192, 168, 1, 20]);

    [Fact]
    public void An_announcement_is_read_and_its_address_is_preferred_to_the_name_that_may_be_wrong() =>
        Assert.Equal([new FoundServer("mono512", "http://192.168.1.20:1234")], Found(Sound));

    [Fact]
    public void Without_an_address_the_name_is_taken_and_without_both_there_is_nothing()
    {
        Assert.Equal([new FoundServer("mono512", "http://mono512.local:1234")], Found(Announcement.Of("mono512", "mono512.local", 1234, null)));
        Assert.Empty(Found(Announcement.Of("mono512", "mono 512.lo cal", 1234, null)));
        Assert.Empty(Found(Announcement.Of("mono512", "mono512.local", 0, [192, 168, 1, 20])));
    }

    [Fact]
    public void What_says_that_it_is_another_service_is_passed_over() =>
        Assert.Empty(Found(Announcement.Of("printer", "printer.local", 631, [192, 168, 1, 21], "service=printer")));

    [Fact]
    public void Names_that_point_at_themselves_forward_or_at_each_other_end()
    {
        foreach (var name in new byte[][] { [0xC0, 12], [0xC0, 14, 0xC0, 12], [1, (byte)'a', 0xC0, 12], [0xC0, 0xFF], [0xFF, 0xFF], [64], [63] })
        {
            Assert.Empty(DnsMessage.Read([0, 0, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0, .. name]));
        }
    }

    [Fact]
    public void A_message_that_is_cut_anywhere_or_is_a_question_has_no_records()
    {
        Assert.All(Enumerable.Range(0, Sound.Length), length => Assert.Empty(DnsMessage.Read(Sound.AsSpan(0, length))));
        Assert.Empty(DnsMessage.Read(DnsMessage.Question(DnsName.Of(Announcement.Type))));
    }

    [Fact]
    public void Random_bytes_and_spoilt_announcements_never_throw_and_find_little() => Gen.Select(Gen.Byte.Array[0, 600], Gen.Int[0, Sound.Length - 1], Gen.Byte).Sample((noise, at, other) =>
    {
        var spoilt = Sound.ToArray();
        spoilt[at] = other;
        byte[][] packets = [noise, [0, 0, 0x84, 0, 0, 0, 0, 9, 0, 9, 0, 9, .. noise], spoilt, [.. Sound, .. noise]];
        return packets.All(packet => DnsMessage.Read(packet).Count <= 256 && Found(packet).Count <= 1);
    });

    private static IReadOnlyList<FoundServer> Found(byte[] packet)
    {
        var book = new ServiceBook(DnsName.Of(Announcement.Type));
        book.Add(DnsMessage.Read(packet));
        return book.Found(nameIsEnough: true);
    }
}
