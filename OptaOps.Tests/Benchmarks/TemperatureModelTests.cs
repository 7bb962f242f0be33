using Microsoft.Extensions.Time.Testing;
using OptaOps.Core.Benchmarks;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Benchmarks;

public sealed class TemperatureModelTests
{
    private const string Ours = "a";

    [Fact]
    public void Over_500_random_histories_no_label_is_wrong_and_unknown_is_not_the_only_one()
    {
        var labels = new Dictionary<Temperature, int>();
        for (var seed = 1; seed <= 500; seed++)
        {
            foreach (var (truth, label, history) in History(seed))
            {
                Assert.True(label == Temperature.Unknown || label == truth, $"Seed {seed}: {label} for a truth of {truth}. {history}");
                labels[label] = labels.GetValueOrDefault(label) + 1;
            }
        }

        Assert.All(Enum.GetValues<Temperature>(), each => Assert.True(labels.GetValueOrDefault(each) > 100, $"{each}: {labels.GetValueOrDefault(each)}"));
        Assert.True(labels[Temperature.Unknown] < labels.Values.Sum() / 2, $"unknown: {labels[Temperature.Unknown]} of {labels.Values.Sum()}");
    }

    private static IEnumerable<(Temperature Truth, Temperature Label, string History)> History(int seed)
    {
        var dice = new Dice(seed);
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_771_850_000_000 + dice.Below(1000)));
        var node = new NodeModel(time, TimeSpan.FromSeconds(dice.Between(-90_000, 90_000)), hasKey: !dice.OneIn(5));
        var own = new OwnTraffic(time);
        List<string> history = [];
        node.Load(Ours);
        node.Load("b");
        for (var round = 0; round < 14; round++)
        {
            Happen(node, dice, history, 3);
            yield return Measure(node, own, time, dice, history);
        }
    }

    /// <summary>One round as the executor does it, with anything happening between any two of its steps.</summary>
    private static (Temperature Truth, Temperature Label, string History) Measure(
        NodeModel node, OwnTraffic own, FakeTimeProvider time, Dice dice, List<string> history)
    {
        var prompt = $"prompt {dice.Below(3)}";
        var before = node.Read();
        Happen(node, dice, history, 12);
        var knowledge = own.Of(1, Ours, before?.Find(Ours)?.LoadedAt, prompt);
        var sentAt = time.GetTimestamp();
        var busy = node.BusySeenAt is { } at ? time.GetElapsedTime(at).TotalSeconds : (double?)null;
        var takes = TimeSpan.FromSeconds(dice.Between(0.5, 20));
        var truth = node.Begin(Ours, prompt, takes);
        time.Advance(takes);
        var endedAt = time.GetTimestamp();
        Happen(node, dice, history, 12);
        var after = node.Read();
        StreamTiming stream = new() { TtfrMs = 2, TtftMs = 60 };
        var sinceRead = time.GetElapsedTime(before!.ReadAt, sentAt).TotalSeconds;
        var idle = IdleTime.Of(before, before.Find(Ours), sinceRead, knowledge.SecondsSinceEnd, busy);
        var label = TemperatureJudge.Judge(before.Find(Ours), after?.Find(Ours), OwnRequests.Of([stream]), idle, knowledge);
        own.Ended(1, Ours, endedAt, KnownLoad.Between(before.Find(Ours), after?.Find(Ours)), prompt, good: true, hadText: true);
        history.Add($"measured {prompt} in {takes.TotalSeconds:0.0} s: {truth} as {label};");
        return (truth, label, string.Join(' ', history));
    }

    private static void Happen(NodeModel node, Dice dice, List<string> history, int rarity)
    {
        while (dice.OneIn(rarity))
        {
            var event_ = dice.Below(7);
            history.Add($"event {event_};");
            switch (event_)
            {
                case 0:
                    node.Pass(TimeSpan.FromSeconds(dice.Between(0.01, 30)));
                    break;
                case 1:
                    node.Pass(TimeSpan.FromSeconds(dice.Between(560, 640)));
                    break;
                case 2:
                    node.Pass(TimeSpan.FromSeconds(dice.Between(600, 4000)));
                    break;
                case 3:
                    node.Begin(Ours, "theirs", TimeSpan.FromSeconds(dice.Between(0.2, 300)));
                    break;
                case 4:
                    node.Begin("b", "theirs", TimeSpan.FromSeconds(dice.Between(0.2, 300)));
                    break;
                case 5:
                    node.Load(Ours);
                    break;
                default:
                    node.Restart();
                    break;
            }
        }
    }
}
