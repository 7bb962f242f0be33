using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OptaOps.Core;

/// <summary>Binds sections of the configuration to options classes so that one start says every fault of every section.</summary>
public static class Settings
{
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().Configure<IConfiguration>((options, configuration) => Bind(configuration.GetSection(section), options)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>, AnnotationsCheck<T>>();
        return services;
    }

    /// <summary>
    /// A value that cannot be read is a fault like any other; the binder's own exception would hide those of later sections. The binder is
    /// strict, since a lenient one drops a whole entry of a list for one such value, and a misspelt setting without a word.
    /// </summary>
    private static void Bind<T>(IConfigurationSection section, T options)
        where T : class
    {
        try
        {
            section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException error)
        {
            throw new OptionsValidationException(section.Path, typeof(T), [Sentence(section.Path, error)]);
        }
    }

    private static string Sentence(string section, InvalidOperationException error)
    {
        while (error.InnerException is InvalidOperationException cause)
        {
            error = cause;
        }

        return error.Message.Contains(nameof(BinderOptions.ErrorOnUnknownConfiguration), StringComparison.Ordinal)
            ? $"{section} has a setting that OptaOps does not know: {error.Message.Split(": ")[^1].TrimEnd('.')}. Correct its name or remove it."
            : $"{error.Message} Write it in that form.";
    }

    /// <summary>The attributes' own sentences, without the frame that the platform's validator puts around each.</summary>
    private sealed class AnnotationsCheck<T> : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var faults = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(faults.Select(fault => fault.ErrorMessage!));
        }
    }
}
