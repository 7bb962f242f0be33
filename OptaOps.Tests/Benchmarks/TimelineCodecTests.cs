using CsCheck;
using Microsoft.EntityFrameworkCore;
using OptaOps.Core.Benchmarks;
using OptaOps.Tests.Support;

namespace OptaOps.Tests.Benchmarks;

public sealed class TimelineCodecTests
{
    [Fact]
    public void Any_ascending_arrivals_come_back_to_ten_microseconds() =>
        Gen.Double[0, 500].Array[0, 600].Sample(gaps =>
        {
            var at = 0d;
            var arrivals = gaps.Select(gap => at += gap).ToArray();
            var back = TimelineCodec.Decode(TimelineCodec.Encode(arrivals));
            return back.Count == arrivals.Length && back.Zip(arrivals).All(pair => Math.Abs(pair.First - pair.Second) <= 0.0051);
        });

    [Fact]
    public void A_steady_stream_takes_less_than_two_bytes_a_chunk()
    {
        var jitter = new[] { 25.31, 25.27, 25.33, 25.30, 25.29, 25.36, 25.24 };
        var at = 252d;
        var arrivals = Enumerable.Range(0, 512).Select(i => at += jitter[i % jitter.Length]).ToArray();

        Assert.InRange(TimelineCodec.Encode(arrivals).Length, 1, 1024);
    }

    [Fact]
    public void Ten_thousand_runs_of_512_jittery_chunks_stay_under_15_MB_in_the_database()
    {
        var dice = new Dice(11);
        using var files = new TestDatabase();
        using var database = files.CreateDbContext();
        database.Database.OpenConnection();
        database.Database.ExecuteSqlRaw("PRAGMA foreign_keys = OFF");
        using var transaction = database.Database.BeginTransaction();
        for (var run = 1; run <= 10_000; run++)
        {
            var data = TimelineCodec.Encode(Jittery(dice));
            database.Database.ExecuteSql($"INSERT INTO RunTimelines (RunId, Data) VALUES ({run}, {data})");
        }

        transaction.Commit();
        database.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE)");

        Assert.InRange(new FileInfo(Path.Combine(files.Directory, "optaops.db")).Length, 1, 15_000_000);
    }

    [Fact]
    public void A_newer_format_is_refused_with_its_number()
    {
        var error = Assert.Throws<InvalidDataException>(() => TimelineCodec.Decode([9, 0, 0]));

        Assert.Contains("9", error.Message, StringComparison.Ordinal);
    }

    /// <summary>25.3 ms a token, up to 3 ms early or late, and now and then a stall.</summary>
    private static double[] Jittery(Dice dice)
    {
        var at = 252d;
        return [.. Enumerable.Range(0, 512).Select(_ => at += 25.3 + dice.Between(-3, 3) + (dice.OneIn(200) ? 300 : 0))];
    }
}
