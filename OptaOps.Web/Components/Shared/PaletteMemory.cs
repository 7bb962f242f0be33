using System.Data.Common;
using OptaOps.Core.Fleet;

namespace OptaOps.Web.Components.Shared;

/// <summary>Gives models the colours back that they had before a restart.</summary>
internal sealed class PaletteMemory(ModelsSeen models, ModelPalette palette) : BackgroundService
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
        catch (DbException)
        {
            // Then colours go by what comes first from now on; whoever shows the record says what is wrong with it.
        }
    }
}
