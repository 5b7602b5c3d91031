using System.Runtime.InteropServices;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>Where a run took place: it explains the time, and nothing else.</summary>
/// <param name="OperatingSystem">Its name and version.</param>
/// <param name="Architecture">The processor's kind.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="Threads">Threads that worked.</param>
/// <param name="Vectors">The vector instructions in use.</param>
/// <param name="Runtime">The .NET version.</param>
public sealed record MachineDescription(
    string OperatingSystem, string Architecture, int Cores, int Threads, string Vectors, string Runtime)
{
    /// <summary>This machine, with so many threads.</summary>
    public static MachineDescription Here(Workers workers) => new(
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        workers.Threads,
        VectorWidth.Name,
        RuntimeInformation.FrameworkDescription);
}
