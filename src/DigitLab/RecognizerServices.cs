using DigitLab;
using Microsoft.Extensions.DependencyInjection.Extensions;

#pragma warning disable IDE0130 // Where programmers look for it: beside the container's own extensions.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Puts the recognizer into a program's services.</summary>
public static class RecognizerServices
{
    /// <summary>Adds one <see cref="DigitRecognizer"/> for the whole program, made when it is first asked for.</summary>
    /// <param name="services">The services.</param>
    /// <param name="model">A model file; null for the networks that come with the library.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddDigitRecognizer(this IServiceCollection services, string? model = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(_ => model is null ? DigitRecognizer.Load() : DigitRecognizer.Load(model));
        return services;
    }
}
