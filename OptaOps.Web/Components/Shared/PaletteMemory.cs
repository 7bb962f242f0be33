using OptaOps.Core.Fleet;

namespace OptaOps.Web.Components.Shared;

/// <summary>Gives models the colours back that they had before a restart.</summary>
internal sealed partial class PaletteMemory(ModelsSeen models, ModelPalette palette, ILogger<PaletteMemory> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var model in await models.ReadAsync(stoppingToken))
            {
                palette.NumberOf(model);
            }
        }
        catch (System.Data.Common.DbException error)
        {
            Log.NotRead(logger, error.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Models may have other colours than before, since the record of them could not be read: {Problem}")]
        public static partial void NotRead(ILogger logger, string problem);
    }
}
