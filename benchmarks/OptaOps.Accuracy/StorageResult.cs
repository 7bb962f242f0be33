namespace OptaOps.Accuracy;

/// <summary>What stored timelines take.</summary>
/// <param name="Bytes">Of all encoded timelines.</param>
/// <param name="Grown">Of the file by the timelines, with the pages and row heads around them.</param>
/// <param name="File">Whole file, with the rows of the runs, their indexes and all else.</param>
/// <param name="OpenMs">Of timelines opened one after another, the first with the compilation of its query.</param>
internal sealed record StorageResult(int Runs, int Chunks, long Bytes, long Grown, long File, double[] OpenMs)
{
    public double BytesPerChunk => (double)Bytes / Runs / Chunks;

    public double GrownMb => Grown / 1e6;

    public string Table =>
        FormattableString.Invariant(
            $"""
            | runs × chunks | encoded, bytes a chunk | file by timelines, MB | bytes of file a chunk | whole file with the runs' rows, MB | open a timeline, ms: first / median / slowest of {OpenMs.Length - 1} more |
            |---|--:|--:|--:|--:|--:|
            | {Runs:N0} × {Chunks} | {BytesPerChunk:0.00} | {GrownMb:0.00} | {(double)Grown / Runs / Chunks:0.00} | {File / 1e6:0.00} | {OpenMs[0]:0.0} / {Quantile.At(OpenMs[1..], 0.5):0.0} / {OpenMs[1..].Max():0.0} |
            """);
}
