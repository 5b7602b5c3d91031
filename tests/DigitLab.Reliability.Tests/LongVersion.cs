using System.Globalization;

namespace DigitLab.Reliability.Tests;

/// <summary>How much a test does: what fits into every run of the suite, or as much as an environment variable asks for.</summary>
internal static class LongVersion
{
    /// <summary>Inputs of each format: <c>DIGITLAB_FUZZ=1000000</c>.</summary>
    internal static int Inputs { get; } = Asked("DIGITLAB_FUZZ", usual: 1_000);

    /// <summary>Kills of trainings; a quarter as many of experiments: <c>DIGITLAB_KILLS=200</c>.</summary>
    internal static int Kills { get; } = Asked("DIGITLAB_KILLS", usual: 4);

    /// <summary>Seconds under load: <c>DIGITLAB_LOAD=600</c>.</summary>
    internal static int LoadSeconds { get; } = Asked("DIGITLAB_LOAD", usual: 3);

    /// <summary>Runs in a folder: <c>DIGITLAB_RUNS=10000</c>.</summary>
    internal static int Runs { get; } = Asked("DIGITLAB_RUNS", usual: 500);

    private static int Asked(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : usual;
}
