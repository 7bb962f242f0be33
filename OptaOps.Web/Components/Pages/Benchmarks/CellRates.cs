using OptaOps.Core.Benchmarks;

namespace OptaOps.Web.Components.Pages.Benchmarks;

/// <summary>The rate of a cell: tok/s, or pieces/s where no run of it knows its tokens.</summary>
internal static class CellRates
{
    public static bool OnlyPieces(CellView cell) => OnlyPieces(cell.Runs);

    public static bool OnlyPieces(IEnumerable<RunView> runs)
    {
        var good = runs.Where(run => run.State == RunState.Ok).ToArray();
        return good.Length > 0 && good.All(run => run.TokenCountSource == TokenCountSource.Pieces);
    }

    public static string Unit(CellView cell) => OnlyPieces(cell) ? "pieces/s" : "tok/s";

    public static double? Of(CellView cell) => OnlyPieces(cell)
        ? cell.Runs.Where(run => run.State == RunState.Ok).Select(run => run.PiecesPerSec).Average()
        : cell.Summary?.AvgTokPerSec;
}
