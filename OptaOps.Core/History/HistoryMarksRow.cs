using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using OptaOps.Core.Storage;

namespace OptaOps.Core.History;

/// <summary>How far the roll-up has come and since when each resolution is complete; one row, written in the transaction that makes it true.</summary>
public sealed class HistoryMarksRow
{
    public int Id { get; init; } = 1;

    /// <summary>Number of the newest raw sample that minutes and hours hold; 0 before the first.</summary>
    public long RolledUpTo { get; set; }

    /// <summary>Unix milliseconds; older raw samples were deleted.</summary>
    public long RawFromMs { get; set; }

    public long MinutesFromMs { get; set; }

    /// <summary>Above 0 only when the size limit took hours.</summary>
    public long HoursFromMs { get; set; }

    internal static async Task<HistoryMarksRow> ReadAsync(OptaOpsDb database, CancellationToken cancellationToken)
    {
        if (await database.HistoryMarks.SingleOrDefaultAsync(cancellationToken) is { } marks)
        {
            return marks;
        }

        marks = new HistoryMarksRow();
        database.Add(marks);
        return marks;
    }
}

internal sealed class HistoryMarksTable : IEntityTypeConfiguration<HistoryMarksRow>
{
    public void Configure(EntityTypeBuilder<HistoryMarksRow> builder)
    {
        builder.ToTable("HistoryMarks");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
