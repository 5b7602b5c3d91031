using System.Diagnostics;

namespace DigitLab.Onnx.Tests;

/// <summary>PyTorch, another program that makes networks, where it is at hand.</summary>
internal static class PyTorch
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly Lazy<bool> Found = new(() => Run("-c", "import torch") is null);

    internal static bool IsThere => Found.Value;

    private static string Python => Environment.GetEnvironmentVariable("DIGITLAB_PYTHON") is { Length: > 0 } named
        ? named
        : File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";   // the system's, for which Debian packages PyTorch

    /// <summary>Runs Python to its end.</summary>
    /// <returns>Null if all went well, else what it complained about.</returns>
    internal static string? Run(params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync(), output = process.StandardOutput.ReadToEndAsync();
            return !process.WaitForExit(Patience) ? "it did not end" : process.ExitCode == 0 ? null : $"{errors.Result}{output.Result}";
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return exception.Message;
        }
    }
}
