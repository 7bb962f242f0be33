using Microsoft.Extensions.Options;

namespace OptaOps.Core.Storage;

/// <summary>What attributes cannot say of the settings of storage.</summary>
internal sealed class StorageOptionsCheck : IValidateOptions<StorageOptions>
{
    private const int LeastSizeMb = 64;

    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        List<string> faults = [];
        if (options.KeepMinutesFor < options.KeepRawFor)
        {
            faults.Add("Storage:KeepMinutesFor is shorter than Storage:KeepRawFor. Minutes are what is left of raw samples; keep them at least as long.");
        }

        if (options.MaxSizeMb is not 0 and < LeastSizeMb)
        {
            faults.Add($"Storage:MaxSizeMb is {options.MaxSizeMb}. Give at least {LeastSizeMb}, or 0 for no limit.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
