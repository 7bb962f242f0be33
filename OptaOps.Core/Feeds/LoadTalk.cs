using OptaOps.Core.Fleet;
using OptaOps.Core.Lmx;

namespace OptaOps.Core.Feeds;

/// <summary>What events tell of loads under way.</summary>
internal static class LoadTalk
{
    public static void Note(ServerEvent said, int nodeId, LoadsSeen loads)
    {
        if (said.ModelId is not { } model)
        {
            return;
        }

        switch (said.Name, said.State)
        {
            case ("model_readiness_changed", "loading"):
                loads.Begin(nodeId, model);
                break;
            case ("model_loaded", _):
                loads.End(nodeId, model, said.DurationSeconds * 1000);
                break;
            case ("model_readiness_changed", "quarantined") or ("model_unloaded", _) or ("model_canary_failed", _):
                loads.End(nodeId, model, null);
                break;
        }
    }
}
