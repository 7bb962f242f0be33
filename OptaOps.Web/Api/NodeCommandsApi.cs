using OptaOps.Core.Discovery;
using OptaOps.Core.Fleet;

namespace OptaOps.Web.Api;

/// <summary>Adding, changing, testing and removing nodes. A key goes in and never comes out.</summary>
internal static class NodeCommandsApi
{
    public static void MapNodeCommands(this IEndpointRouteBuilder nodes)
    {
        nodes.MapPost("/", async (NodeDraft node, NodeCommands commands, CancellationToken token) =>
                RefusalResult.Of(await commands.AddAsync(node, token), added => Results.Created($"/api/v1/nodes/{added.Id}", added)))
            .Produces<NodeView>(201).ProducesProblem(400).ProducesProblem(409)
            .WithSummary("Adds a node and asks it at once. Its keys are stored encrypted.");
        nodes.MapPut("/{id:int}", async (int id, NodeDraft change, NodeCommands commands, CancellationToken token) =>
                RefusalResult.Of(await commands.EditAsync(id, change, token), Results.Ok))
            .Produces<NodeView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Changes a saved node. What is absent stays as it is; an empty key is removed.");
        nodes.MapDelete("/{id:int}", async (int id, NodeCommands commands, CancellationToken token) =>
                RefusalResult.Of(await commands.RemoveAsync(id, token), _ => Results.NoContent()))
            .Produces(204).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Removes a saved node; its history stays. Refused while a benchmark on it is queued or running.");
        nodes.MapDelete("/simulated", async (NodeCommands commands, CancellationToken token) =>
                RefusalResult.Of(await commands.RemoveSimulatedAsync(token), _ => Results.NoContent()))
            .Produces(204).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Removes the built-in simulated nodes; their history stays, marked.");
        nodes.MapPost("/test", async (NodeTrialRequest test, NodeTrials trials, CancellationToken token) =>
                RefusalResult.Of(await trials.RunAsync(new NodeDraft(null, test.Address, test.AdminKey, test.InferenceKey), test.NodeId, token), Results.Ok))
            .Produces<NodeTrial>().ProducesProblem(400).ProducesProblem(409)
            .WithSummary("What answers at an address, and which key it takes. Nothing is saved.");
        nodes.MapPost("/find", (LanSearch search, CancellationToken token) => search.RunAsync(_ => { }, token))
            .WithSummary("Asks the local network by mDNS which LMX servers it has; takes three seconds.");
    }
}

/// <param name="NodeId">A node whose stored keys are used where none is given here, if it is at this very address.</param>
internal sealed record NodeTrialRequest(string? Address = null, string? AdminKey = null, string? InferenceKey = null, int? NodeId = null);
