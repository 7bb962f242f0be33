using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace OptaOps.Core.Fleet;

/// <summary>What the owner has decided in the browser about the built-in nodes; null while it was not asked for.</summary>
public enum SimulatedChoice
{
    Keep,
    Remove,
}

/// <summary>A decision that outlasts the process.</summary>
public sealed class ChoiceRow
{
    public const string SimulatedNodes = "simulatedNodes";

    public required string Name { get; init; }

    public required string Value { get; set; }
}

internal sealed class ChoiceTable : IEntityTypeConfiguration<ChoiceRow>
{
    public void Configure(EntityTypeBuilder<ChoiceRow> builder)
    {
        builder.ToTable("Choices");
        builder.HasKey(row => row.Name);
    }
}
