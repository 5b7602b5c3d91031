using System.Diagnostics;
using System.Globalization;

namespace DigitLab.Benchmarks;

/// <summary>Runs <c>bench/peers/pytorch_networks.py</c>, which measures the same network for the same time.</summary>
internal static class PyTorchPeer
{
    private const string Script = "bench/peers/pytorch_networks.py";

    /// <summary>Digits per second, training and inference.</summary>
    /// <exception cref="InvalidOperationException">There is no Python with PyTorch; bench/README.md says how to get it.</exception>
    internal static (double Training, double Inference) Measure(string model, int batch, int threads)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DIGITLAB_PYTHON") ?? "/usr/bin/python3")
        {
            RedirectStandardOutput = true,
            ArgumentList = { Script, model, $"{batch}", $"{threads}" },
        };
        using Process process = Process.Start(start)!;
        string[] rates = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return process.ExitCode == 0 && rates.Length == 2
            ? (double.Parse(rates[0], CultureInfo.InvariantCulture), double.Parse(rates[1], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"{Script} failed: run from the repository's root, with PyTorch installed (bench/README.md).");
    }
}
