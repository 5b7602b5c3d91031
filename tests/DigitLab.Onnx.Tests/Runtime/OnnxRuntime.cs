using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DigitLab.Onnx.Tests;

/// <summary>ONNX Runtime, another program that runs ONNX files: what it makes of one.</summary>
internal static class OnnxRuntime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Where npm put onnxruntime-node; null where it is not at hand.</summary>
    internal static string? Folder => Environment.GetEnvironmentVariable("DIGITLAB_ONNXRUNTIME") is { Length: > 0 } folder ? folder : null;

    /// <summary>The file's output for an input.</summary>
    internal static float[] Run(string path, ReadOnlySpan<float> input, params ReadOnlySpan<int> shape)
    {
        string inputPath = $"{path}.input", outputPath = $"{path}.output";
        File.WriteAllBytes(inputPath, MemoryMarshal.AsBytes(input));
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Runtime", "run_onnx.mjs"), path, inputPath, outputPath])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (int extent in shape)
        {
            start.ArgumentList.Add($"{extent}");
        }

        using Process process = Process.Start(start)!;
        Task<string> said = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(Patience), "ONNX Runtime did not end.");
        Assert.True(process.ExitCode == 0, errors.Result);
        return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(outputPath)).ToArray();
    }
}
