using System.Text;
using OptaOps.Core.Events;
using OptaOps.Core.Feeds;
using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;

namespace OptaOps.Tests.Feeds;

public sealed class FeedWordsTests
{
    private static readonly Node Peer = new(7, "peer", new LmxEndpoint(new Uri("http://127.0.0.1:1"), null, null), false, true);

    [Theory]
    [InlineData("model_loaded", """{"model_id":"m","memory_gb":172.43,"duration_sec":61.8}""", "modelLoaded", "Info", "m was loaded: 172.43 GB in 61.8 s.")]
    [InlineData("model_loaded", """{"model_id":"m","memory_gb":0}""", "modelLoaded", "Info", "m was loaded.")]
    [InlineData("model_unloaded", """{"model_id":"m","memory_freed_gb":17.2,"reason":"lru"}""", "modelUnloaded", "Warning", "m was unloaded to make room for another: 17.2 GB freed.")]
    [InlineData("model_ttl_evicted", """{"model_id":"m","idle_seconds":3600.2}""", "modelEvicted", "Info", "m was evicted after 3600 s without a request.")]
    [InlineData("model_canary_failed", """{"model_id":"m","error":"no text"}""", "canaryFailed", "Problem", "m failed its canary: no text.")]
    [InlineData("model_readiness_changed", """{"model_id":"m","previous_state":"admitted","state":"loading"}""", "modelLoading", "Info", "m is loading.")]
    [InlineData("model_readiness_changed", """{"model_id":"m","previous_state":"routable","state":"quarantined","reason":"3 failures"}""", "modelQuarantined", "Problem", "m is quarantined: 3 failures.")]
    [InlineData("model_compatibility_recorded", """{"model_id":"m","backend":"vllm-mlx","outcome":"fail","reason":"crash"}""", "compatibilityFailed", "Warning", "The node noted that m does not run on vllm-mlx: crash.")]
    [InlineData("download_failed", """{"repo_id":"o/m","error":"disk full"}""", "downloadFailed", "Problem", "The download of o/m failed: disk full.")]
    [InlineData("config_reloaded", """{"log_level":"info"}""", "configReloaded", "Info", "It has read its configuration anew.")]
    [InlineData("memory_warning", """{"percent":91}""", "nodeSaid", "Info", """It said memory_warning: {"percent":91}""")]
    [InlineData("model_loaded", "half {", "nodeSaid", "Info", "It said model_loaded: half {")]
    public void An_event_of_the_node_is_a_sentence_with_a_kind_and_a_severity(string name, string data, string kind, string severity, string sentence)
    {
        var told = FeedWords.Of(ServerEvent.Read(name, Encoding.UTF8.GetBytes(data)), Peer)!;

        Assert.Equal((kind, Enum.Parse<EventSeverity>(severity), sentence, 7), (told.Kind, told.Severity, told.Sentence, told.NodeId!.Value));
    }

    [Theory]
    [InlineData("model_readiness_changed", """{"model_id":"m","previous_state":"loading","state":"canary_pending"}""")]
    [InlineData("model_readiness_changed", """{"model_id":"m","previous_state":"canary_pending","state":"routable"}""")]
    [InlineData("model_canary_started", """{"model_id":"m"}""")]
    [InlineData("model_compatibility_recorded", """{"model_id":"m","outcome":"pass"}""")]
    public void The_steps_of_a_good_load_are_not_told(string name, string data) =>
        Assert.Null(FeedWords.Of(ServerEvent.Read(name, Encoding.UTF8.GetBytes(data)), Peer));

    [Fact]
    public void Events_are_the_same_wherever_packets_split_them_and_an_endless_one_is_refused()
    {
        var stream = "event: made_up\r\ndata: {\"a\": \"é\"}\r\n\r\n: comment\n\nevent: heartbeat\ndata: {}\n\n"u8.ToArray();
        var frames = new EventFrames();

        var events = stream.SelectMany(each => frames.Feed([each])).ToArray();

        Assert.Equal([("made_up", "{\"a\": \"é\"}"), ("heartbeat", "{}")], events.Select(each => (each.Name, each.Said)));
        Assert.True(events[1].IsHeartbeat);
        Assert.Throws<LmxFormatException>(() => frames.Feed(new byte[EventFrames.LongestBytes + 1]));
    }

    [Fact]
    public void Attempts_are_a_second_apart_at_first_a_minute_at_most_and_a_second_again_after_something_good()
    {
        var backOff = new BackOff();

        var pauses = Enumerable.Range(0, 10).Select(_ => backOff.Next().TotalSeconds).ToArray();
        backOff.Reset();

        Assert.InRange(pauses[0], 0.8, 1.2);
        Assert.InRange(pauses[3], 6.4, 9.6);
        Assert.All(pauses[6..], pause => Assert.InRange(pause, 48, 72));
        Assert.InRange(backOff.Next().TotalSeconds, 0.8, 1.2);
    }
}
