using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using OptaOps.Core.Discovery;

namespace OptaOps.Tests.Discovery;

/// <summary>The search over real sockets, with a responder on loopback in the place of the group of all.</summary>
public sealed class LanSearchTests : IDisposable
{
    private readonly Socket _responder = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    public LanSearchTests() => _responder.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public void Dispose() => _responder.Dispose();

    [Fact]
    public async Task Who_answers_the_question_is_found_at_once_among_noise_and_the_search_ends_by_itself()
    {
        var heard = new TaskCompletionSource<IReadOnlyList<FoundServer>>();
        var searching = Search().RunAsync(heard.SetResult, _token);

        var packet = new byte[1500];
        var asked = await _responder.ReceiveFromAsync(packet, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _token);
        Assert.Equal(DnsMessage.Question(DnsName.Of(Announcement.Type)), packet[..asked.ReceivedBytes]);
        foreach (var answer in new[] { [], [1, 2, 3], new byte[9000], Announcement.Of("mono512", "mono512.local", 1234, [192, 168, 1, 20]) })
        {
            await _responder.SendToAsync(answer, SocketFlags.None, asked.RemoteEndPoint, _token);
        }

        Assert.Equal([new FoundServer("mono512", "http://192.168.1.20:1234")], await heard.Task.WaitAsync(_token));
        _time.Advance(TimeSpan.FromSeconds(3));
        var result = await searching.WaitAsync(_token);
        Assert.Null(result.Problem);
        Assert.Single(result.Found);
    }

    [Fact]
    public async Task Silence_is_explained()
    {
        var searching = Search().RunAsync(_ => { }, _token);
        await _responder.ReceiveFromAsync(new byte[1500], SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _token);
        _time.Advance(TimeSpan.FromSeconds(3));

        var result = await searching.WaitAsync(_token);

        Assert.Empty(result.Found);
        Assert.Contains("Add the node by its", result.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_without_a_network_says_so()
    {
        var searching = new LanSearch(_time, (IPEndPoint)_responder.LocalEndPoint!, () => []).RunAsync(_ => { }, _token);
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Contains("no network", (await searching.WaitAsync(_token)).Problem, StringComparison.Ordinal);
    }

    private LanSearch Search() => new(_time, (IPEndPoint)_responder.LocalEndPoint!, () => [IPAddress.Loopback]);
}
