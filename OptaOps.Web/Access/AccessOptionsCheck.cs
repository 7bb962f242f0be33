using Microsoft.Extensions.Options;
using OptaOps.Web.Hosting;

namespace OptaOps.Web.Access;

/// <summary>Refuses a start that would be open to the network without a stated wish.</summary>
internal sealed class AccessOptionsCheck(IConfiguration configuration) : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        List<string> faults = [.. ListenAddresses.Faults(configuration)];
        if (faults.Count == 0 && !ListenAddresses.AreLoopback(configuration) && options is { Token.Length: 0, AllowOpenLan: false })
        {
            faults.Add(
                $"Urls is {configuration["Urls"]}, which others on the network can reach, but Access:Token is empty. "
                + "Set Access__Token to a long secret, or listen on 127.0.0.1, or set Access__AllowOpenLan=true if everyone on the network may use it.");
        }

        if (options.Token.Length is > 0 and < 12)
        {
            faults.Add("Access:Token is shorter than 12 characters. Set a longer one.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
