using OptaOps.Core.Lmx;

namespace OptaOps.Core.Loads;

/// <summary>What a node's answer to a load means (contract §4.2, §4.4): a word, a sentence and a cure.</summary>
internal static class LoadAnswers
{
    private const string Elsewhere =
        "Nothing is downloaded by itself. Check the spelling: ids are exact. If the files are on the machine, LMX looks in another folder: load the model by the "
        + "absolute path of its snapshot folder, or set models_directory to the folder that holds it.";

    private const string Log = "The node's log tells the cause.";

    /// <summary>Null when the answer says that the model is loaded, or when there is no answer that says anything: then the list of models tells.</summary>
    public static LoadEnd? Of(LmxAnswer<LoadOutcome> answer, string modelId) => answer switch
    {
        { Value: { Loaded: true } } => null,
        { Value: { } download } => Download(download, LoadWords.Model(modelId)),
        { Fault: { } fault } when IsLost(fault) => null,
        _ => Refused(answer.Fault!, LoadWords.Model(modelId)),
    };

    /// <summary>True when the request may have reached the node and its answer did not reach us.</summary>
    public static bool IsLost(LmxFault fault) =>
        fault.Kind is LmxFaultKind.TimedOut or LmxFaultKind.ConnectionLost or LmxFaultKind.WrongService or LmxFaultKind.Incompatible;

    private static LoadEnd Download(LoadOutcome outcome, string id) => outcome switch
    {
        { Status: "downloading" } => Failed("downloading", $"The node says that it downloads {id}, for which we did not ask.", "Look at its downloads."),
        { Message: { } said } when said.StartsWith("Model cache is incomplete", StringComparison.OrdinalIgnoreCase) => Failed(
            "cacheIncomplete",
            $"The node finds {id} on its disk but judges it incomplete, and offers a download.",
            "Nothing is downloaded by itself. Often only refs/main is missing: repair it, or load the model by the absolute path of its snapshot folder. If files are missing, download it on the node."),
        { Message: { } said } when said.StartsWith("Model not found locally", StringComparison.OrdinalIgnoreCase) => Failed(
            "downloadRequired", $"The node does not find {id} in the folder that it searches, and offers a download.", Elsewhere),
        _ => Failed(
            "downloadRequired", $"The node offers a download of {id}{(outcome.Message is { } said ? $": {UntrustedText.Shorten(said)}" : " without saying why.")}", Elsewhere),
    };

    private static LoadEnd Refused(LmxFault fault, string id) => fault.Code switch
    {
        "model_unstable" => Failed(
            "modelUnstable", $"The node keeps {id} in quarantine after repeated failures. {fault.Message}", $"{Log} A load with another backend is still allowed; an unload of the id clears the quarantine."),
        "model_load_timeout" => Failed(
            "loaderTimeout", $"The node's loader process did not start in time; the weights were not touched. {fault.Message}", "Its Python cannot start children quickly: free memory, or restart LMX."),
        "model_loader_crashed" => Failed(
            "loaderCrashed", $"The node's loader process died before any weights were read. {fault.Message}", $"{Log} Usually its Python or its memory is at fault; restart LMX."),
        "model_probe_failed" => Failed("probeFailed", $"The node's loader process failed before any weights were read. {fault.Message}", Log),
        "model_canary_failed" => Failed(
            "canaryFailed", $"{id} was loaded, but its test answer failed, so the node unloaded it again. {fault.Message}", "Its files may be damaged or its backend unfit: load it with another backend."),
        "model_unsupported_arch" => Failed("unsupportedProcessor", $"The node's processor cannot run {id}. {fault.Message}", "MLX models need Apple silicon; use a GGUF model there."),
        "model_unsupported_backend" => Failed("unsupportedBackend", $"The chosen backend cannot run {id}. {fault.Message}", "Load it with backend mlx-lm; it then does not batch."),
        "insufficient_memory" => Failed("insufficientMemory", $"There was no room for {id}. {fault.Message}", "Unload a model first, or choose a smaller quantisation."),
        "insufficient_disk" when fault.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase) => Failed(
            "diskFull", $"The node's disk is full. {fault.Message}", "Free space there."),
        "insufficient_disk" => Failed("fileError", $"The node met a file error while loading {id}. {fault.Message}", "LMX calls every file error “insufficient disk”: read what it said. Often a file is missing."),
        "downloads_disabled" => Failed("downloadsDisabled", $"The node does not find {id}, and downloads are switched off there.", Elsewhere),
        "invalid_value" or "not_supported" => Failed("refused", $"The node refused the request. {fault.Message}", "Change what was asked for."),
        "internal_error" => Failed(
            "internalError", $"The node failed inside and says no more. {fault.Message}", $"{Log} It answers the same when the model is being loaded already by somebody else."),
        _ => Other(fault, id),
    };

    private static LoadEnd Other(LmxFault fault, string id) => fault.Kind switch
    {
        LmxFaultKind.Refused or LmxFaultKind.ConnectTimeout or LmxFaultKind.NameNotFound or LmxFaultKind.TlsMismatch => Failed(
            "notSent", $"The request for {id} did not reach the node. {fault.Message}", "Try again when the node answers."),
        LmxFaultKind.Forbidden => Failed("adminKeyNeeded", fault.Message, "Set the node's admin key."),
        LmxFaultKind.Overloaded => Failed("overloaded", fault.Message, "Above its load-shedding limit LMX refuses even an unload: free memory on the machine or restart LMX."),
        _ => Failed("refused", $"The node refused the request for {id}. {fault.Message}", Log),
    };

    private static LoadEnd Failed(string outcome, string sentence, string cure) => new(LoadState.Failed, outcome, sentence, cure);
}
