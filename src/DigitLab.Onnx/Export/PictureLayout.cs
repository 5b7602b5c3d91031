namespace DigitLab.Onnx;

/// <summary>The order of a picture's axes in an ONNX file's input.</summary>
public enum PictureLayout
{
    /// <summary><c>[batch, channels, height, width]</c>, as PyTorch has it and most ONNX files.</summary>
    Nchw,

    /// <summary><c>[batch, height, width, channels]</c>, as DigitLab and TensorFlow have it.</summary>
    Nhwc,
}
