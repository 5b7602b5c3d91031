namespace DigitLab.Onnx.Tests;

/// <summary>A test in ONNX Runtime, skipped where it is not at hand.</summary>
public sealed class OnnxRuntimeTheoryAttribute : TheoryAttribute
{
    public OnnxRuntimeTheoryAttribute()
    {
        if (OnnxRuntime.Folder is null)
        {
            Skip = "needs ONNX Runtime: npm install --ignore-scripts onnxruntime-node@1.30.0 in some folder, and set DIGITLAB_ONNXRUNTIME to it";
        }
    }
}
