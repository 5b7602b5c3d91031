namespace DigitLab.Onnx.Tests;

/// <summary>A test on files that PyTorch makes at once, skipped where it is not at hand.</summary>
public sealed class PyTorchTheoryAttribute : TheoryAttribute
{
    public PyTorchTheoryAttribute()
    {
        if (!PyTorch.IsThere)
        {
            Skip = "needs PyTorch: apt-get install python3-torch, or set DIGITLAB_PYTHON to a Python that has it";
        }
    }
}
